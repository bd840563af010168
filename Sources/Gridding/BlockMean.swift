import KernelTypes
package import Operations
import Survey

/// Readings to a raster, each cell the mean of the readings within.
package struct BlockMean: ReadingGridder {
    package static let declaration = Operation(
        name: "grid-block-mean", summary: "Gives each cell the mean of the readings that lie in it.", family: .gridding,
        inputs: [.readingsToGrid], parameters: [.channel], memory: .features,
        formula: """
            Σ v / n over the readings in the cell, which owns its western and northern edge, in the order of the file. \
            A cell without a reading has no data.
            """,
        source: "Arithmetic mean, summed in double precision; as GMT's blockmean with -C.")

    package let channel: String?

    package init(_ settings: Settings) throws(OperationError) {
        channel = settings.values["channel"]?.text
    }

    package func surface(through readings: ChannelReadings, at bench: any Workbench) throws -> any GriddedSurface {
        try BlockSurface(of: readings, at: bench, for: Self.declaration) { cell in
            var sum = 0.0
            for value in cell { sum += value }
            return sum / Double(cell.count)
        }
    }
}
