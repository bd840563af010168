/// The rows of delimited text, one after the other, each as the places of its fields.
///
/// Quotes as in RFC 4180; a quoted field may go over several lines. Lines end with LF, CRLF or CR.
struct RowReader {
    /// Where a field stands, without blanks around it and without quotes.
    struct Field {
        var range: Range<Int>
        /// Whether a doubled quote within stands for one.
        var hasDoubledQuotes = false
    }

    enum Row {
        case fields, blank, comment
        /// A quote that is opened and not closed.
        case openQuote
        /// Longer, or of more fields, than any table is.
        case overlong

        /// Why the row cannot be read; `nil` where it can or holds nothing.
        var problem: String? {
            switch self {
            case .fields, .blank, .comment: nil
            case .openQuote: "a quote is opened and not closed"
            case .overlong: "the line is longer than a row of a table"
            }
        }
    }

    let bytes: [UInt8]
    let separator: UInt8
    /// Of the row that was read last; valid until the next.
    private(set) var fields: [Field] = []
    /// The line on which that row begins, counted from 1.
    private(set) var line: Int
    /// Where the next row begins.
    private(set) var place: Int
    private var nextLine: Int
    /// Text after a quote that never closes is searched once, not once a row.
    private var quotesSpanLines = true

    private static let longestQuote = 1 << 16
    private static let longestRow = 1 << 20
    private static let mostFields = 1 << 12
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let quote = UInt8(ascii: "\"")

    init(_ bytes: [UInt8], separator: UInt8, from place: Int, line: Int) {
        self.bytes = bytes
        self.separator = separator
        self.place = place
        self.line = line
        nextLine = line
    }

    /// Reads a row; `nil` at the end.
    mutating func next() -> Row? {
        guard place < bytes.count else { return nil }
        line = nextLine
        fields.removeAll(keepingCapacity: true)
        let start = skipBlanks(from: place)
        if start == bytes.count || isLineEnd(bytes[start]) {
            endLine(at: start)
            return .blank
        }
        if bytes[start] == UInt8(ascii: "#") || bytes[start] == UInt8(ascii: "/") {
            endLine(at: lineEnd(from: start))
            return .comment
        }
        while true {
            let from = skipBlanks(from: place)
            var isOpen = false
            if from < bytes.count, bytes[from] == Self.quote, let end = quotedField(from: from, isOpen: &isOpen) {
                place = end
            } else if isOpen {
                endLine(at: lineEnd(from: from))
                return .openQuote
            } else {
                plainField(from: from)
            }
            guard place < bytes.count, bytes[place] == separator else { break }
            guard fields.count < Self.mostFields else { return overlong() }
            place += 1
        }
        if place - start > Self.longestRow { return overlong() }
        endLine(at: place)
        return .fields
    }

    /// Goes on at another place, which is the beginning of a row.
    mutating func move(to place: Int, line: Int) {
        self.place = place
        self.line = line
        nextLine = line
    }

    /// Lines before the next row.
    var linesRead: Int { nextLine - 1 }

    /// Lines that the row took that was read last.
    func linesPassed(since line: Int) -> Int { max(nextLine - line, 1) }

    private mutating func overlong() -> Row {
        fields.removeAll(keepingCapacity: true)
        endLine(at: lineEnd(from: place))
        return .overlong
    }

    private mutating func plainField(from start: Int) {
        var end = start
        while end < bytes.count, bytes[end] != separator, !isLineEnd(bytes[end]) { end += 1 }
        place = end
        while end > start, isBlank(bytes[end - 1]) { end -= 1 }
        fields.append(Field(range: start..<end))
    }

    /// Where a quoted field ends. `nil`, and nothing done, where the quotes are part of a plain field or stay open.
    private mutating func quotedField(from start: Int, isOpen: inout Bool) -> Int? {
        var index = start + 1
        var lines = 0
        var hasDoubledQuotes = false
        let limit = min(bytes.count, start + Self.longestQuote)
        while index < limit {
            let byte = bytes[index]
            if byte == Self.quote {
                guard index + 1 < bytes.count, bytes[index + 1] == Self.quote else { break }
                hasDoubledQuotes = true
                index += 1
            } else if isLineEnd(byte) {
                guard quotesSpanLines else { break }
                if byte == Self.lineFeed || index + 1 == bytes.count || bytes[index + 1] != Self.lineFeed { lines += 1 }
            }
            index += 1
        }
        guard index < limit, bytes[index] == Self.quote else {
            quotesSpanLines = false
            isOpen = true
            return nil
        }
        let end = skipBlanks(from: index + 1)
        guard end == bytes.count || bytes[end] == separator || isLineEnd(bytes[end]) else { return nil }
        fields.append(Field(range: (start + 1)..<index, hasDoubledQuotes: hasDoubledQuotes))
        nextLine += lines
        return end
    }

    private mutating func endLine(at end: Int) {
        place = end
        guard place < bytes.count else { return }
        let isPair = bytes[place] == Self.carriageReturn && place + 1 < bytes.count && bytes[place + 1] == Self.lineFeed
        place += isPair ? 2 : 1
        nextLine += 1
    }

    private func lineEnd(from start: Int) -> Int {
        var end = start
        while end < bytes.count, !isLineEnd(bytes[end]) { end += 1 }
        return end
    }

    private func skipBlanks(from start: Int) -> Int {
        var index = start
        while index < bytes.count, isBlank(bytes[index]) { index += 1 }
        return index
    }

    @inline(__always) private func isLineEnd(_ byte: UInt8) -> Bool {
        byte == Self.lineFeed || byte == Self.carriageReturn
    }

    @inline(__always) private func isBlank(_ byte: UInt8) -> Bool {
        (byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")) && byte != separator
    }
}

extension RowReader {
    /// A field's text; a byte that is no UTF-8 makes it ISO 8859-1.
    func text(of field: Field) -> String {
        let text = bytes[field.range].asText
        guard field.hasDoubledQuotes else { return text }
        return text.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"")
    }

    var texts: [String] { fields.map(text) }
}
