/// `Overlay` without its value, as the tiers take it.
package enum OverlayKind: Sendable { case and, or, product, sum, gamma }
