import KernelTypes
import Kernels
import Operations
import Survey

/// A measure of the 3 x 3 cells, with the cells' size in metres at each row.
struct SurfaceMeasure: Sendable {
    static let heightFactor = Parameter(
        "z_factor", .number(from: 1e-12, to: 1e12), default: 1, "metres in one unit of height, such as 0.3048 for feet")

    /// First derivatives.
    static let method = Parameter(
        "method", .choice(["horn", "zevenbergen-thorne", "evans", "young"]), default: "horn",
        """
        horn weighs eight neighbours, zevenbergen-thorne takes four, evans fits a quadratic surface to all nine cells; \
        young is evans as Young programmed it, with the same numbers
        """)

    /// Second derivatives, which Horn's differences do not have.
    static let curvatureMethod = Parameter(
        "method", .choice(["zevenbergen-thorne", "evans", "young"]), default: "evans",
        """
        evans fits a quadratic surface to all nine cells; young is evans as Young programmed it, with the same \
        numbers; zevenbergen-thorne takes the differences of the nearest cells
        """)

    static let edges = """
        A cell at the raster's edge or with a neighbour that has no data has none. On a grid in degrees, the cell's \
        size in metres is taken at its row's latitude on the WGS 84 ellipsoid.
        """

    private let measure: TerrainMeasure
    private let method: SlopeMethod
    private let scale: Double
    private let ground: GroundScale?
    private let light: (east: Double, north: Double, up: Double)

    /// From the parameters above; `ground` is left out where the cell's size does not count.
    init(
        _ measure: TerrainMeasure, _ settings: Settings, on grid: AnalysisGrid, isScaled: Bool = true,
        light: (east: Double, north: Double, up: Double) = (0, 0, 1)
    ) throws(OperationError) {
        self.measure = measure
        self.light = light
        scale = try settings.number("z_factor")
        ground = isScaled ? try GroundScale(of: grid, settings) : nil
        let name = settings.has("method") ? try settings.text("method") : "horn"
        method =
            switch name {
            case "zevenbergen-thorne": .zevenbergenThorne
            case "evans", "young": .evans
            default: .horn
            }
    }

    func apply(to input: Strip, into output: Strip) {
        guard let ground, ground.isPerRow else {
            Kernels.best.terrain(of: input, setting(ground?.cellSize(row: 0)), into: output)
            return
        }
        for row in output.rows {
            Kernels.best.terrain(
                of: input, setting(ground.cellSize(row: row)), into: output.part(row..<(row + 1)))
        }
    }

    /// Slope and hillshade at once, whatever the measure.
    func apply(to input: Strip, slope: Strip, hillshade: Strip) {
        guard let ground, ground.isPerRow else {
            let setting = setting(ground?.cellSize(row: 0))
            Kernels.best.relief(of: input, setting, slope: slope, hillshade: hillshade)
            return
        }
        for row in slope.rows {
            let one = row..<(row + 1)
            Kernels.best.relief(
                of: input, setting(ground.cellSize(row: row)), slope: slope.part(one), hillshade: hillshade.part(one))
        }
    }

    private func setting(_ cell: (width: Double, height: Double)?) -> TerrainSetting {
        var setting = TerrainSetting(
            measure, method, cellWidth: cell?.width ?? 1, cellHeight: cell?.height ?? 1, scale: scale)
        setting.lightEast = light.east
        setting.lightNorth = light.north
        setting.lightUp = light.up
        return setting
    }
}
