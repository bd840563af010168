/// How the classes of an evidence are weighed.
package enum ClassScheme: String, Hashable, Sendable, Codable, CaseIterable {
    /// Each class by itself, and never generalised.
    case unique
    /// Cumulated from the lowest class up: low values are favourable, as with a distance.
    case ascending
    /// Cumulated from the highest class down: high values are favourable, as with a density.
    case descending
    /// Each class by itself, without an order, as with rock units.
    case categorical

    /// Whether a class is weighed together with all that are more favourable.
    package var isOrdered: Bool { self == .ascending || self == .descending }
}
