/// `Membership` without its values, as the tiers take it.
package enum MembershipKind: Sendable { case linear, small, large, near, gaussian }
