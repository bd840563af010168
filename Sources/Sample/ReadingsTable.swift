/// Readings as a field team delivers them: a header with units, and rows of text.
package struct ReadingsTable: Sendable, Hashable {
    package let header: [String]
    package let rows: [[String]]

    /// The table as CSV (RFC 4180 but for the line ends, which are LF). No field of the sample needs quotes.
    package var csv: String {
        var text = header.joined(separator: ",") + "\n"
        for row in rows { text += row.joined(separator: ",") + "\n" }
        return text
    }
}
