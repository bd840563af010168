/// A piece of a document for paper, laid out from the top down.
package enum PaperBlock: Hashable, Sendable {
    case title(String)
    case heading(String)
    /// A smaller heading, kept together with what follows it.
    case subheading(String)
    case paragraph(String)
    /// Small print.
    case note(String)
    case items([String])
    case table(PaperTable)
    /// A PNG file's bytes, as wide as the page or `share` of it, with a caption; empty bytes are left out.
    case picture(png: [UInt8], caption: String, share: Double)
    case pageBreak
}

/// Rows under a head.
package struct PaperTable: Hashable, Sendable {
    package var head: [String]
    package var rows: [[String]]
    /// Shares of the page's width, a column each; they add up to 1.
    package var widths: [Double]
    /// Columns whose texts stand at the right.
    package var numbers: Set<Int>

    package init(head: [String], rows: [[String]], widths: [Double], numbers: Set<Int> = []) {
        precondition(widths.count == head.count && rows.allSatisfy { $0.count == head.count }, "a cell a column")
        self.head = head
        self.rows = rows
        self.widths = widths
        self.numbers = numbers
    }
}
