/// How the surface's derivatives are taken from the cells around one.
package enum SlopeMethod: String, Hashable, Sendable, CaseIterable {
    /// Third-order differences weighted by inverse squared distance, over eight neighbours: Horn (1981). First
    /// derivatives only.
    case horn
    /// Second-order differences of the four nearest neighbours: Zevenbergen and Thorne (1987).
    case zevenbergenThorne
    /// The quadratic surface of least squares through the nine cells: Evans (1979), as programmed by Young (1978).
    case evans
}
