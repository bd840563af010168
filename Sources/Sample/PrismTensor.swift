import KernelTypes

/// The second derivatives of ∫ dV/r over a rectangular block, seen from a place outside it; no unit.
///
/// Nagy et al. (2000) give the corner terms: ln(r + z) and its kin off the diagonal, -atan(yz / xr) on it. A corner
/// term is singular on the line of its edge, far outside the block too; the difference of two corners on one edge is
/// not, so each edge is taken as a whole.
struct PrismTensor {
    let xx: Double
    let yy: Double
    let xy: Double
    let xz: Double
    let yz: Double
    /// By Laplace's equation, which holds outside the block.
    var zz: Double { -(xx + yy) }

    /// The block's faces relative to the observer, in metres: each pair from the lower to the higher.
    init(
        along x: (low: Double, high: Double), across y: (low: Double, high: Double), up z: (low: Double, high: Double)
    ) {
        let (x1, x2) = (x.low * x.low, x.high * x.high)
        let (y1, y2) = (y.low * y.low, y.high * y.high)
        let (z1, z2) = (z.low * z.low, z.high * z.high)
        let r111 = (x1 + y1 + z1).squareRoot()
        let r112 = (x1 + y1 + z2).squareRoot()
        let r121 = (x1 + y2 + z1).squareRoot()
        let r122 = (x1 + y2 + z2).squareRoot()
        let r211 = (x2 + y1 + z1).squareRoot()
        let r212 = (x2 + y1 + z2).squareRoot()
        let r221 = (x2 + y2 + z1).squareRoot()
        let r222 = (x2 + y2 + z2).squareRoot()

        xy = Elementary.log(
            Self.edge(z, r111, r112, x1 + y1) * Self.edge(z, r221, r222, x2 + y2)
                / (Self.edge(z, r121, r122, x1 + y2) * Self.edge(z, r211, r212, x2 + y1)))
        xz = Elementary.log(
            Self.edge(y, r111, r121, x1 + z1) * Self.edge(y, r212, r222, x2 + z2)
                / (Self.edge(y, r112, r122, x1 + z2) * Self.edge(y, r211, r221, x2 + z1)))
        yz = Elementary.log(
            Self.edge(x, r111, r211, y1 + z1) * Self.edge(x, r122, r222, y2 + z2)
                / (Self.edge(x, r112, r212, y1 + z2) * Self.edge(x, r121, r221, y2 + z1)))

        let southWest = Self.angles(x.low, y.low, z, r111, r112)
        let northWest = Self.angles(x.low, y.high, z, r121, r122)
        let southEast = Self.angles(x.high, y.low, z, r211, r212)
        let northEast = Self.angles(x.high, y.high, z, r221, r222)
        xx = northWest.xx + southEast.xx - southWest.xx - northEast.xx
        yy = northWest.yy + southEast.yy - southWest.yy - northEast.yy
    }

    /// (r2 + a2) / (r1 + a1) for the ends a1 < a2 of an edge, without the cancellation of r + a where a is negative.
    private static func edge(
        _ ends: (low: Double, high: Double), _ r1: Double, _ r2: Double, _ squaredDistance: Double
    ) -> Double {
        if ends.high < 0 { return (r1 - ends.low) / (r2 - ends.high) }
        if ends.low >= 0 { return (r2 + ends.high) / (r1 + ends.low) }
        return (r2 + ends.high) * (r1 - ends.low) / squaredDistance
    }

    /// atan(y z2 / x r2) - atan(y z1 / x r1) of a vertical edge, and the same with x and y exchanged: the difference of
    /// the arguments of two complex numbers is the argument of one by the other's conjugate.
    private static func angles(
        _ x: Double, _ y: Double, _ z: (low: Double, high: Double), _ r1: Double, _ r2: Double
    ) -> (xx: Double, yy: Double) {
        let imaginary = x * y * (z.high * r1 - z.low * r2)
        let radii = r1 * r2
        let heights = z.low * z.high
        return (
            Elementary.atan2(imaginary, x * x * radii + y * y * heights),
            Elementary.atan2(imaginary, y * y * radii + x * x * heights)
        )
    }
}
