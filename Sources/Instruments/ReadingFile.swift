package import Survey

/// Readings in delimited text: commas, semicolons or tabs, with a header that names the columns.
package enum ReadingFile {
    /// Calls a body for 0 ..< count, on several threads where there are some; passes on what it throws.
    package typealias Parallel = (_ count: Int, _ body: @Sendable (Int) throws -> Void) throws -> Void

    /// The name of this format in a report.
    package static let formatName = DelimitedReadings.name

    /// What is known about a file before it is opened.
    package struct Expectation: Hashable, Sendable {
        /// The column that is meant, with or without its unit; `nil` takes all that hold numbers.
        package var channel: String?
        /// Numbers that mean "no value".
        package var nodata: [Double]
        /// Which columns to take where a file has both degrees and metres.
        package var prefersDegrees: Bool
        /// Whether readings without places, as of a base station, are not wanted.
        package var needsPositions: Bool
        /// How far the file's clocks are ahead of UTC; goes before what the file says of it.
        package var timeZone: TimeOffset?
        /// Whether dates such as 03/04/2024 are of April; `nil` takes such dates only where the file leaves one way.
        package var dayFirst: Bool?
        /// Names of the columns, with units, for a file that has no header.
        package var columns: [String]
        /// `m` or `ft`, for instruments that write a height without its unit.
        package var heightUnit: String?

        package init(
            channel: String? = nil, nodata: [Double] = [], prefersDegrees: Bool = true, needsPositions: Bool = false,
            timeZone: TimeOffset? = nil, dayFirst: Bool? = nil, columns: [String] = [], heightUnit: String? = nil
        ) {
            self.channel = channel
            self.nodata = nodata
            self.prefersDegrees = prefersDegrees
            self.needsPositions = needsPositions
            self.timeZone = timeZone
            self.dayFirst = dayFirst
            self.columns = columns
            self.heightUnit = heightUnit
        }
    }

    /// Reads a whole file, part by part side by side where `parallel` does so; the result is the same for any.
    ///
    /// A row whose position or channel is not a number, whose number of fields is wrong, or whose value looks like a
    /// dummy value that nobody declared, is refused and listed with its line. A value below a detection limit is NaN and
    /// kept as censored. An error says what was found: no bytes, no text, no header, no positions and no times, no
    /// channel, rows that contradict each other, more than half of the rows refused.
    package static func read(
        _ bytes: [UInt8], expecting expectation: Expectation = Expectation(), parallel: Parallel = inTurn
    ) throws -> (readings: Readings, report: ReadingReport) {
        try read(DecodedText(bytes), expecting: expectation, parallel: parallel)
    }

    /// The same for a text that was decoded already.
    static func read(
        _ text: DecodedText, expecting expectation: Expectation, parallel: Parallel
    ) throws -> (readings: Readings, report: ReadingReport) {
        var table = try TableReader(text, expectation)
        let whole = table.text.bytes
        var place = table.start
        while place < whole.count { place = try table.read(whole, from: place, isLast: true, parallel) }
        let readings = table.take()
        return (readings, try table.finish(readings.count))
    }

    /// Reads a file of any size in bounded memory: `next` gives its bytes piece by piece and none at the end, `deliver`
    /// takes the readings of each piece. Lines of survey lines that go on over pieces come once in each.
    ///
    /// UTF-16 is not read in pieces. Errors as for a whole file; what was delivered before an error is not to be used.
    package static func read(
        pieces next: () throws -> [UInt8], expecting expectation: Expectation = Expectation(),
        parallel: Parallel = inTurn, deliver: (Readings) throws -> Void
    ) throws -> ReadingReport {
        var rest: [UInt8] = []
        var isLast = false
        while rest.count < TableReader.shortestHead, !isLast {
            let piece = try next()
            isLast = piece.isEmpty
            rest += piece
        }
        if !isLast, rest.starts(with: [0xff, 0xfe]) || rest.starts(with: [0xfe, 0xff]) {
            throw InstrumentError(
                .binary, reason: "a UTF-16 file of this size cannot be read in pieces", remedy: "export it as UTF-8")
        }
        var table = try TableReader(DecodedText(rest), expectation)
        rest = table.text.bytes
        var place = table.start
        var count = 0
        while true {
            while true {
                let reached = try table.read(rest, from: place, isLast: isLast, parallel)
                guard reached > place else { break }
                place = reached
            }
            let readings = table.take()
            count += readings.count
            if readings.count > 0 { try deliver(readings) }
            if isLast { break }
            rest.removeSubrange(..<place)
            place = 0
            let piece = try next()
            isLast = piece.isEmpty
            rest += piece
        }
        return try table.finish(count)
    }

    /// One after the other.
    package static func inTurn(_ count: Int, _ body: @Sendable (Int) throws -> Void) throws {
        for index in 0..<count { try body(index) }
    }
}
