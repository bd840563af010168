import KernelTypes
package import Operations
import Survey

/// Readings to a raster, each cell the mean of the readings within.
package struct BlockMean: Procedure {
    package static let declaration = Operation(
        name: "grid-block-mean", summary: "Gives each cell the mean of the readings that lie in it.", family: .gridding,
        inputs: [.readingsToGrid], parameters: [.channel], memory: .whole,
        formula: """
            Σ v / n over the readings in the cell, which owns its western and northern edge, in the order of the file. \
            A cell without a reading has no data.
            """,
        source: "Arithmetic mean, summed in double precision; as GMT's blockmean with -C.")

    private let channel: String?

    package init(_ settings: Settings) throws(OperationError) {
        channel = settings.values["channel"]?.text
    }

    /// Readings are added up part by part, so that their number costs no memory.
    package func run(at bench: any Workbench) throws {
        let flow = try ReadingFlow(from: bench, channel: channel, of: Self.declaration)
        try bench.require(bytes: 12 * flow.grid.cellCount, of: Self.declaration, for: "a sum and a count a cell")
        var sums = CellSums(on: flow.grid)
        _ = try flow.each(at: bench) { sums.add($0, $1) }
        guard sums.readings > 0 else { throw flow.outside() }
        try sums.write(to: bench, on: flow.grid, unit: flow.unit)
    }
}
