import Operations

/// A small table in a document: delimited text with a header, as calibration sheets come.
struct DocumentTable {
    let columns: [String]
    let rows: [[String]]

    /// `nil` where the bytes hold no header with two columns.
    init?(_ bytes: [UInt8]) {
        var text = String(decoding: bytes, as: UTF8.self)
        if text.hasPrefix("\u{feff}") { text.removeFirst() }
        let lines = text.split(whereSeparator: \.isNewline).map(String.init).filter { !$0.hasPrefix("#") }
        guard let header = lines.first else { return nil }
        let separators: [Character] = [",", ";", "\t"]
        guard let separator = separators.max(by: { a, b in header.count { $0 == a } < header.count { $0 == b } }),
            header.contains(separator)
        else { return nil }
        func fields(_ line: String) -> [String] {
            line.split(separator: separator, omittingEmptySubsequences: false).map(Self.trimmed)
        }
        columns = fields(header)
        let count = columns.count
        rows = lines.dropFirst().map(fields).filter { $0.count >= count }
    }

    /// The column whose name, without case and signs, is one of these.
    func column(_ names: [String]) -> Int? { columns.firstIndex { names.contains(Correction.plain($0)) } }

    func numbers(_ column: Int) -> [Double] { rows.map { Double($0[column]) ?? .nan } }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while let first = text.first, first.isWhitespace || first == "\"" { text.removeFirst() }
        while let last = text.last, last.isWhitespace || last == "\"" { text.removeLast() }
        return String(text)
    }
}
