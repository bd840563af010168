/// How the gradient is taken from the cells around one.
package enum SlopeMethod: String, Hashable, Sendable, CaseIterable {
    /// Third-order differences weighted by inverse squared distance, over eight neighbours: Horn (1981).
    case horn
    /// Second-order differences of the four nearest neighbours: Zevenbergen and Thorne (1987).
    case zevenbergenThorne
}
