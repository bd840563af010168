import KernelTypes
package import Operations
import Survey

/// Nearness to features, 1 on them and falling with distance.
package struct Proximity: Procedure {
    package static let declaration = Operation(
        name: "proximity", summary: "Gives how near each cell is to a feature: 1 on it, falling with distance.",
        family: .distance,
        inputs: [.init("in", .layer, "lines, polygons or points; or a raster, whose cells meet `where`")],
        parameters: [
            Parameter(
                "decay", .choice(["linear", "exponential", "gaussian"]), default: "linear",
                "linear ends at the reach; exponential falls to 0.37 there, gaussian to 0.61"),
            Parameter("reach", .positive, unit: "m", "the distance that sets the scale"),
            Parameter(
                "where", .text, isOptional: true,
                "which cells of a raster count, as in 'distance'; without it, all that have a value other than 0"),
            GroundScale.parameter,
        ],
        memory: .strip,
        formula: """
            linear: max(0, 1 - d / reach); exponential: exp(-d / reach); gaussian: exp(-d² / 2 reach²), with the exact \
            distance d as in 'distance'. Defined in every cell, also where the input has no data.
            """,
        source: """
            Distance: Felzenszwalb and Huttenlocher (2012). Decays as used for fuzzy evidence in Bonham-Carter (1994), \
            section 9.4, and for kernels in Silverman (1986).
            """)

    private let settings: Settings
    private let condition: CellCondition
    private let decay: String
    private let reach: Double

    package init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        condition =
            settings.has("where")
            ? try CellCondition(settings.text("where"), of: settings.operation, key: "where") : .isFeature
        decay = try settings.text("decay")
        reach = Double(try settings.cell("reach"))
    }

    package func run(at bench: any Workbench) throws {
        let source = try bench.target(of: settings)
        let cell = try MetricCells(of: source.grid, settings, at: bench)
        let transform = DistanceTransform(
            to: condition, cellWidth: cell.width, cellHeight: cell.height, for: settings.operation)
        let sink = try bench.raster("out", on: source.grid, unit: "")
        let nearness = nearness
        try transform.run(from: source, into: sink, at: bench) { strip in
            strip.cells.map(into: strip.cells) { Float(nearness(Double($0))) }
        }
    }

    private var nearness: (Double) -> Double {
        let reach = reach
        switch decay {
        case "exponential": return { Elementary.exp(-$0 / reach) }
        case "gaussian":
            return { distance in
                let share = distance / reach
                return Elementary.exp(-0.5 * share * share)
            }
        default: return { max(0, 1 - $0 / reach) }
        }
    }
}
