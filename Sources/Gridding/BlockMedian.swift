import KernelTypes
package import Operations
import Survey

/// Readings to a raster, each cell the median of the readings within.
package struct BlockMedian: ReadingGridder {
    package static let declaration = Operation(
        name: "grid-block-median", summary: "Gives each cell the median of the readings that lie in it.",
        family: .gridding, inputs: [.readingsToGrid], parameters: [.channel], memory: .features,
        formula: """
            The middle of the sorted values of the readings in the cell, the mean of the two middle ones where their \
            number is even. The cell owns its western and northern edge; one without a reading has no data.
            """,
        source: "Sample median; as GMT's blockmedian with -C.")

    package let channel: String?

    package init(_ settings: Settings) throws(OperationError) {
        channel = settings.values["channel"]?.text
    }

    package func surface(through readings: ChannelReadings, at bench: any Workbench) throws -> any GriddedSurface {
        try BlockSurface(of: readings, at: bench, for: Self.declaration) { cell in
            var cell = cell
            cell.sort()
            let middle = cell.count / 2
            return cell.count % 2 == 1 ? cell[middle] : 0.5 * (cell[middle - 1] + cell[middle])
        }
    }
}
