package import Survey

/// Readings in delimited text: commas, semicolons or tabs, with a header that names the columns.
package enum ReadingFile {
    /// What is known about a file before it is opened.
    package struct Expectation: Hashable, Sendable {
        /// The column that is meant, with or without its unit; `nil` takes all that hold numbers.
        package var channel: String?
        /// Numbers that mean "no value".
        package var nodata: [Double]
        /// Which columns to take where a file has both degrees and metres.
        package var prefersDegrees: Bool

        package init(channel: String? = nil, nodata: [Double] = [], prefersDegrees: Bool = true) {
            self.channel = channel
            self.nodata = nodata
            self.prefersDegrees = prefersDegrees
        }
    }

    /// Reads a whole file in one pass over its rows.
    ///
    /// A row whose position or channel is not a number, whose number of fields is wrong, or whose value looks like a
    /// dummy value that nobody declared, is refused and listed with its line. A value below a detection limit is NaN and
    /// counted. An error says what was found: no bytes, no text, no header, no positions, no channel, rows that
    /// contradict each other, more than half of the rows refused.
    package static func read(
        _ bytes: [UInt8], expecting expectation: Expectation = Expectation()
    ) throws(InstrumentError) -> (readings: Readings, report: ReadingReport) {
        let table = try DelimitedTable(bytes, prefersDegrees: expectation.prefersDegrees)
        var rows = try ReadingRows(table, expectation)
        while try rows.readNext() {}
        return try rows.result()
    }
}
