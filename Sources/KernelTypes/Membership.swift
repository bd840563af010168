/// How a value becomes a degree of membership in 0...1 of a fuzzy set.
///
/// Formulas: Zadeh (1965); Tsoukalas and Uhrig (1997) for near, small and large, as in ArcGIS and the EIS Toolkit.
package enum Membership: Hashable, Sendable {
    /// 0 at and before `low`, 1 at and past `high`, a straight line between; `low > high` falls instead of rising.
    case linear(low: Float, high: Float)
    /// 1 / (1 + (x / midpoint)^spread) with midpoint and spread above 0; 1 where x <= 0.
    case small(midpoint: Float, spread: Float)
    /// 1 / (1 + (x / midpoint)^-spread) with midpoint and spread above 0; 0 where x <= 0.
    case large(midpoint: Float, spread: Float)
    /// 1 / (1 + spread * (x - midpoint)^2) with spread above 0, in the unit of 1 / x^2.
    case near(midpoint: Float, spread: Float)
    /// exp(-spread * (x - midpoint)^2) with spread above 0, in the unit of 1 / x^2.
    case gaussian(midpoint: Float, spread: Float)

    /// Whether the parameters are finite and within the bounds above, so that every x has a membership.
    package var isValid: Bool {
        switch self {
        case .linear(let low, let high):
            low.isFinite && high.isFinite && low != high && (high - low).isFinite
        case .small(let midpoint, let spread), .large(let midpoint, let spread):
            midpoint.isNormal && midpoint > 0 && spread.isFinite && spread > 0
        case .near(let midpoint, let spread), .gaussian(let midpoint, let spread):
            midpoint.isFinite && spread.isFinite && spread > 0
        }
    }
}
