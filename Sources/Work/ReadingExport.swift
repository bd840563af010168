import Jobs
import Operations
import Raster
import Survey

/// Readings as a table that people and other programs open.
enum ReadingExport {
    static let runner = Runner(
        operation: Operation(
            name: "export-readings", summary: "Writes readings as CSV with lines, times, places and all channels.",
            family: .product, inputs: [.init("in", .readings, "the readings")],
            outputs: [.init("out", .table)], memory: .features,
            formula: """
                One row a reading in their order; times in UTC, positions in the CRS that the column crs names, units in \
                the header. A value without a number is an empty cell, one below a detection limit `<limit`.
                """,
            source: "RFC 4180; what our own reader reads back to the same numbers.")
    ) { place in
        let readings = try place.readings("in").first ?? Readings(crs: nil, positions: [], channels: [])
        let isGeographic = try readings.crs.map { try CoordinateSystem($0).isGeographic } ?? false
        let path = place.output("out", file: "out.csv")
        let text = ReadingTable(readings, isGeographic: isGeographic)
        let output = try OutputFile(creating: path)
        try output.write(text.header)
        // A part at a time: the text of a large survey is longer than its numbers.
        for start in stride(from: 0, to: readings.count, by: 20_000) {
            try output.write(text.rows(start..<min(start + 20_000, readings.count)))
        }
        place.record("readings", Double(readings.count))
    }
}
