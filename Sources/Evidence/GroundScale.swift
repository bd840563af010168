import KernelTypes
import Operations
import Survey

/// How many metres a cell of a grid measures on the ground, row by row.
struct GroundScale: Sendable {
    static let parameter = Parameter(
        "coordinates", .choice(["auto", "metres", "degrees"]), default: "auto",
        "unit of the grid's coordinates; auto reads it from the grid's CRS")

    private enum Unit {
        case metres(perUnit: Double)
        case angle(radiansPerUnit: Double)
    }

    private let grid: AnalysisGrid
    private let unit: Unit

    /// From the CRS, or as the parameter `coordinates` says; an error where neither is clear.
    init(of grid: AnalysisGrid, _ settings: Settings) throws(OperationError) {
        self.grid = grid
        unit =
            switch try settings.text("coordinates") {
            case "metres": .metres(perUnit: 1)
            case "degrees": .angle(radiansPerUnit: .pi / 180)
            default: try Self.unit(of: grid, settings)
            }
        if case .angle(let radians) = unit, max(abs(grid.north), abs(grid.south)) * radians > .pi / 2 * (1 + 1e-9) {
            throw settings.error(
                .outOfRange, "in", "the grid is in degrees and reaches latitude \(grid.north) to \(grid.south)",
                "give a grid between the poles, or set coordinates=metres")
        }
    }

    /// Whether a cell's size depends on its row.
    var isPerRow: Bool {
        if case .angle = unit { true } else { false }
    }

    /// Width and height of a cell in metres; at the latitude of its centre where the grid is in degrees.
    func cellSize(row: Int) -> (width: Double, height: Double) {
        switch unit {
        case .metres(let metres): return (grid.cellWidth * metres, grid.cellHeight * metres)
        case .angle(let radians):
            let latitude = grid.centre(column: 0, row: row).y * radians
            let sine = Elementary.sin(latitude)
            let bend = 1 - Self.eccentricitySquared * sine * sine
            let meridian = Self.equatorialRadius * (1 - Self.eccentricitySquared) / (bend * bend.squareRoot())
            let parallel = Self.equatorialRadius / bend.squareRoot() * Elementary.cos(latitude)
            return (grid.cellWidth * radians * parallel, grid.cellHeight * radians * meridian)
        }
    }

    // WGS 84, NIMA TR8350.2: a = 6378137 m, f = 1 / 298.257223563.
    private static let equatorialRadius = 6_378_137.0
    private static let eccentricitySquared: Double = {
        let flattening = 1 / 298.257223563
        return flattening * (2 - flattening)
    }()

    private static func unit(of grid: AnalysisGrid, _ settings: Settings) throws(OperationError) -> Unit {
        if let root = WellKnownText.Node(grid.crs) {
            if let projected = root.first(named: ["PROJCS", "PROJCRS", "PROJECTEDCRS", "LOCAL_CS", "ENGCRS"]) {
                return .metres(perUnit: projected.unitFactor ?? 1)
            }
            if let geographic = root.first(named: ["GEOGCS", "GEOGCRS", "GEODCRS", "GEODETICCRS", "GEOGRAPHICCRS"]) {
                return .angle(radiansPerUnit: geographic.unitFactor ?? .pi / 180)
            }
        }
        if geographicCodes.contains(grid.crs.uppercased()) { return .angle(radiansPerUnit: .pi / 180) }
        // A projected CRS with all its coordinates within 360 m of the origin is less likely than one in degrees that
        // is not listed here: neither is assumed.
        if max(abs(grid.west), abs(grid.east)) <= 360, max(abs(grid.south), abs(grid.north)) <= 90 {
            throw settings.error(
                .missingParameter, "coordinates",
                "the grid's coordinates look like degrees, and its CRS '\(grid.crs)' does not say",
                "set coordinates=degrees or coordinates=metres")
        }
        return .metres(perUnit: 1)
    }

    /// The geographic CRSs that surveys are delivered in, by their codes; others are known by their WKT.
    private static let geographicCodes: Set<String> = [
        "OGC:CRS84", "OGC:CRS83", "OGC:CRS27", "EPSG:4326", "EPSG:4979", "EPSG:4322", "EPSG:4324", "EPSG:4258",
        "EPSG:4267", "EPSG:4269", "EPSG:4283", "EPSG:7843", "EPSG:7844", "EPSG:4202", "EPSG:4203", "EPSG:4148",
        "EPSG:4167", "EPSG:4170", "EPSG:4171", "EPSG:4190", "EPSG:4230", "EPSG:4233", "EPSG:4240", "EPSG:4255",
        "EPSG:4277", "EPSG:4284", "EPSG:4301", "EPSG:4490", "EPSG:4555", "EPSG:4612", "EPSG:4617", "EPSG:4618",
        "EPSG:4674", "EPSG:6318", "EPSG:6668", "EPSG:7686", "EPSG:9057", "EPSG:9755",
    ]
}
