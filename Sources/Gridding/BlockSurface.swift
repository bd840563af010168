import KernelTypes
import Operations
import Survey

/// One figure of the readings in each cell.
struct BlockSurface: GriddedSurface {
    private let readings: ChannelReadings
    private let order: RowOrder
    /// What a cell gets of its values, which come in the order of the file and may be reordered.
    private let figure: @Sendable (UnsafeMutableBufferPointer<Double>) -> Double

    init(
        of readings: ChannelReadings, at bench: any Workbench, for operation: Operation,
        _ figure: @escaping @Sendable (UnsafeMutableBufferPointer<Double>) -> Double
    ) throws {
        try bench.require(bytes: 40 * readings.values.count, of: operation, for: "sorting the readings into cells")
        self.readings = readings
        self.figure = figure
        order = RowOrder(readings.positions, on: readings.grid)
        guard order.count > 0 else { throw readings.outside() }
    }

    func fill(_ output: Strip) {
        for row in output.rows {
            let cells = output.row(row)
            cells.withMutableSpan { span in
                for column in span.indices { span[column] = .nan }
            }
            fill(cells, order.row(row))
        }
    }

    /// A second counting sort, by column, lays the values of each cell side by side.
    private func fill(_ cells: Cells, _ entries: ArraySlice<RowOrder.Entry>) {
        guard !entries.isEmpty else { return }
        var starts = Array(repeating: 0, count: cells.count + 1)
        for entry in entries { starts[Int(entry.column) + 1] += 1 }
        for column in 0..<cells.count { starts[column + 1] += starts[column] }
        var next = starts
        var values = Array(repeating: 0.0, count: entries.count)
        for entry in entries {
            let column = Int(entry.column)
            values[next[column]] = readings.values[Int(entry.reading)]
            next[column] += 1
        }
        values.withUnsafeMutableBufferPointer { values in
            for column in 0..<cells.count where starts[column] < starts[column + 1] {
                let cell = values.extracting(starts[column]..<starts[column + 1])
                cells[column] = Float(figure(cell))
            }
        }
    }

    var figures: [String: Double] { ["readings": Double(order.count)] }
}
