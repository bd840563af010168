package import KernelTypes
package import Operations
import Survey

/// An operation from readings to a raster of which any rows can be made at any time, in parallel, with the same bits.
package protocol ReadingGridder: Procedure {
    /// What there is to know before the first row: made once, of readings in the grid's CRS.
    func surface(through readings: ChannelReadings, at bench: any Workbench) throws -> any GriddedSurface
    /// The channel that was set.
    var channel: String? { get }
}

/// A surface through readings that is written row by row.
package protocol GriddedSurface: Sendable {
    /// Writes the rows of the strip; NaN where the readings say nothing.
    func fill(_ output: Strip)
    /// What was found, for the manifest.
    var figures: [String: Double] { get }
}

extension ReadingGridder {
    package func run(at bench: any Workbench) throws {
        let readings = try ChannelReadings(from: bench, channel: channel, of: Self.declaration)
        let surface = try surface(through: readings, at: bench)
        try surface.write(to: bench, on: readings.grid, unit: readings.unit)
    }
}

extension GriddedSurface {
    /// Writes all rows, in parallel, and the figures.
    func write(to bench: any Workbench, on grid: AnalysisGrid, unit: String) throws {
        let sink = try bench.raster("out", on: grid, unit: unit)
        try bench.writeRows(of: grid) { try sink.write(strip($0, on: grid)) }
        for (name, value) in figures.sorted(by: { $0.key < $1.key }) { bench.record(name, value) }
    }

    func strip(_ rows: Range<Int>, on grid: AnalysisGrid) -> Strip {
        let output = Strip(columns: grid.columns, rows: rows, rasterRows: grid.rows)
        fill(output)
        return output
    }
}

extension Workbench {
    /// Calls `write` for bands of rows that cover the grid, in parallel.
    func writeRows(of grid: AnalysisGrid, _ write: @Sendable (Range<Int>) throws -> Void) throws {
        let bands = grid.bands(ofAtMost: 16)
        try inParallel(bands.count) { try write(bands[$0]) }
    }
}

extension Operation.Input {
    /// What every gridder takes.
    static let readingsToGrid = Operation.Input("in", .readings, "readings with the channel to grid")
}

extension Parameter {
    /// What is gridded.
    static let channel = Parameter(
        "channel", .text, isOptional: true,
        "the channel to grid; default: the only one, or the last that the corrections made")
    /// Where a surface ends.
    static let maximumDistance = Parameter(
        "maximum_distance", .positive, unit: "m", isOptional: true,
        "a cell without a reading nearer than this has no data; without it, every cell gets a value")
}
