/// The coefficients of the differences.
struct PlateStencil: Sendable {
    /// (width / height)² of a cell: D = u_xx + squaredRatio · u_yy in spacings.
    let squaredRatio: Double
    /// 1 - T.
    let loose: Double
    /// Of a free node, already divided by its own coefficient.
    let east1, east2, north1, north2, diagonal: Double
    /// Of a node with a datum, from the four neighbouring Laplacians.
    let datumEast1, datumEast2, datumNorth1, datumNorth2, datumDiagonal: Double
    /// Of such a node itself: own + laplacian · Σ b.
    let own: Double
    let laplacian: Double
    /// An auxiliary node beyond an edge is here · (node at the edge) + inside · (the next one inside).
    let east, north: (here: Double, inside: Double)

    /// `ratio` is a cell's width over its height.
    init(ratio: Double, tension: Double) {
        let e = ratio * ratio
        squaredRatio = e
        loose = 1 - tension
        own = 2 * loose * (1 + e * e)
        laplacian = 2 * loose * (1 + e) + tension
        datumEast1 = 2 * loose * (1 + e)
        datumEast2 = -loose
        datumNorth1 = 2 * loose * (1 + e) * e
        datumNorth2 = -loose * e * e
        datumDiagonal = -2 * loose * e
        let all = own + 2 * (1 + e) * laplacian
        east1 = (datumEast1 + laplacian) / all
        east2 = datumEast2 / all
        north1 = (datumNorth1 + e * laplacian) / all
        north2 = datumNorth2 / all
        diagonal = datumDiagonal / all
        let eastward = 2 - tension
        east = (4 * loose / eastward, (3 * tension - 2) / eastward)
        let northward = 2 * ratio * loose + tension
        north = (4 * ratio * loose / northward, (tension - 2 * ratio * loose) / northward)
    }

    /// The weights with which the nodes around a datum make the Laplacian at its node.
    ///
    /// With the datum at (x, y) in the first quadrant: nodes (-1, 1), (-1, 0), (0, -1), (1, -1) and the datum, from the
    /// quadratic through them and the node: u_xx + e u_yy = Σ b (u - u₀).
    struct Briggs {
        var nodes: (Double, Double, Double, Double)
        var datum: Double
    }

    @inline(__always)
    func briggs(x: Double, y: Double) -> Briggs {
        let s = x + y
        let datum = 2 * (1 + squaredRatio) / (s * (s + 1))
        let xy = x * y * datum
        let west = 2 - xy - x * x * datum
        let south = 2 * squaredRatio - xy - y * y * datum
        let difference = west - x * datum
        return Briggs(nodes: (0.5 * (xy - difference), west, south, 0.5 * (xy + difference)), datum: datum)
    }
}
