import KernelTypes

/// A buried block of uniform magnetisation along the main field, with vertical sides and any strike.
struct MagneticPrism: Sendable {
    /// Beyond this many half-diagonals the block acts as the dipole at its centre, to a few per cent of what is left.
    static let dipoleReach = 6.0

    /// Centre, in the grid's CRS.
    let x: Double
    let y: Double
    /// Elevations, m.
    let top: Double
    let bottom: Double
    /// Metres along and across the strike.
    let halfLength: Double
    let halfWidth: Double
    /// A/m; negative where it is less magnetic than its surroundings, or reversed.
    let magnetisation: Double

    private let strikeEast: Double
    private let strikeNorth: Double
    private let alongField: Double
    private let acrossField: Double
    private let field: GeomagneticField
    private let squaredReach: Double

    /// Strike in degrees east of north.
    init(
        x: Double, y: Double, top: Double, bottom: Double, halfLength: Double, halfWidth: Double, strike: Double,
        magnetisation: Double, field: GeomagneticField
    ) {
        precondition(top > bottom && halfLength > 0 && halfWidth > 0, "a block has a volume")
        self.x = x
        self.y = y
        self.top = top
        self.bottom = bottom
        self.halfLength = halfLength
        self.halfWidth = halfWidth
        self.magnetisation = magnetisation
        self.field = field
        let azimuth = strike * (Double.pi / 180)
        strikeEast = Elementary.sin(azimuth)
        strikeNorth = Elementary.cos(azimuth)
        alongField = field.east * strikeEast + field.north * strikeNorth
        acrossField = field.east * strikeNorth - field.north * strikeEast
        let halfHeight = (top - bottom) / 2
        squaredReach =
            Self.dipoleReach * Self.dipoleReach
            * (halfLength * halfLength + halfWidth * halfWidth + halfHeight * halfHeight)
    }

    /// Whether a place lies within the block or on its surface.
    func contains(x px: Double, y py: Double, elevation: Double) -> Bool {
        let (along, across) = inBodyFrame(px - x, py - y)
        return abs(along) <= halfLength && abs(across) <= halfWidth && elevation <= top && elevation >= bottom
    }

    /// Total-field anomaly in nT at a place outside the block: exact nearby, the dipole's beyond `dipoleReach`.
    func anomaly(x px: Double, y py: Double, elevation: Double) -> Double {
        let (east, north, up) = (px - x, py - y, elevation - (top + bottom) / 2)
        let squared = east * east + north * north + up * up
        guard squared > squaredReach else { return exactAnomaly(x: px, y: py, elevation: elevation) }
        let projection = east * field.east + north * field.north + up * field.up
        let volume = 4 * halfLength * halfWidth * (top - bottom)
        let cube = squared * squared.squareRoot()
        return 100 * magnetisation * volume * (3 * projection * projection / squared - 1) / cube
    }

    /// The place in metres along the strike and across it, to its right.
    func inBodyFrame(_ east: Double, _ north: Double) -> (along: Double, across: Double) {
        (east * strikeEast + north * strikeNorth, east * strikeNorth - north * strikeEast)
    }

    /// Total-field anomaly in nT at a place outside the block, in closed form.
    ///
    /// Bhattacharyya (1964), in the tensor form of Blakely (1995, §9.3): µ0/4π · M · Σ f_i f_j ∂²/∂i∂j ∫ dV/r, f the
    /// field's unit vector. The eight corners' terms are paired along edges, see `PrismTensor`.
    func exactAnomaly(x px: Double, y py: Double, elevation: Double) -> Double {
        let (along, across) = inBodyFrame(px - x, py - y)
        let tensor = PrismTensor(
            along: (-halfLength - along, halfLength - along), across: (-halfWidth - across, halfWidth - across),
            up: (bottom - elevation, top - elevation))
        let diagonal =
            alongField * alongField * tensor.xx + acrossField * acrossField * tensor.yy
            + field.up * field.up * tensor.zz
        let mixed =
            alongField * acrossField * tensor.xy + alongField * field.up * tensor.xz
            + acrossField * field.up * tensor.yz
        // µ0/4π is 1e-7 T·m/A, and a tesla is 1e9 nT.
        return 100 * magnetisation * (diagonal + 2 * mixed)
    }
}
