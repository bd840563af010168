import Geophysics
import Instruments
import Jobs
import Operations
import Survey

/// Reads an instrument's files and joins them.
enum ReadingWork {
    /// What the reader of an instrument's file may be told.
    static let expectations = [
        Parameter(
            "time_zone", .text, isOptional: true, "how far the clock is ahead of UTC where the file says nothing"),
        Parameter("day_first", .flag, isOptional: true, "whether dates such as 03/04/2024 are of April"),
        Parameter("columns", .words, isOptional: true, "names of the columns, with units, of a file without a header"),
        Parameter("height_unit", .text, isOptional: true, "m or ft, where the instrument writes heights without unit"),
    ]

    static let runner = Runner(
        operation: Operation(
            name: "read-readings", summary: "Reads an instrument's files into the campaign's CRS, and joins them.",
            family: .intake,
            inputs: [.init("in", .readings, "the files; their readings are joined", isMany: true)],
            parameters: [
                Parameter("channel", .text, isOptional: true, "the column that is meant; all where nothing is said"),
                Parameter("assume_crs", .text, isOptional: true, "the CRS of a file that has none"),
                Parameter("nodata", .numbers, isOptional: true, "numbers that mean 'no value'"),
                Parameter("unit", .text, isOptional: true, "the unit of the channel, where the file gives none"),
            ] + expectations,
            outputs: [.init("out", .readings), .init("qc", .document)], memory: .features,
            formula: """
                Formats and columns by Gossan's readers; coordinates by PROJ. Of several files, those channels are kept \
                that all have.
                """,
            source: "Gossan's own rule; the formats' sources stand with their readers.", version: 2)
    ) { place in
        // One long file goes through piece by piece.
        if place.inputs("in").count == 1, let stream = try ReadingStream(place.input("in"), place) {
            let (found, count) = try stream.write(to: place.output("out", file: "out.\(ReadingsFile.ending)"))
            place.record("readings", Double(count))
            return try place.give(value: ReadingRecord.record(of: [found], notes: []), to: "qc")
        }
        let found = try place.inputs("in").map { try ReadingIntake.find(in: $0, place) }
        var notes: [String] = []
        let unit = place.text("unit")
        let joined = try ReadingJoin.join(found.map { ($0.name, $0.readings.giving(unit: unit)) }) { notes.append($0) }
        notes.forEach(place.note)
        place.record("readings", Double(joined.count))
        try place.give(readings: joined, to: "out")
        try place.give(value: ReadingRecord.record(of: found, notes: notes), to: "qc")
    }
}
