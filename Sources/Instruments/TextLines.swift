/// The lines of a text, one after the other; they end with LF, CRLF or CR.
struct TextLines {
    let bytes: [UInt8]
    /// Of the line that was read last, counted from 1.
    private(set) var number = 0
    /// Where the next line begins.
    private(set) var place: Int

    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    init(_ bytes: [UInt8], from place: Int = 0, after number: Int = 0) {
        self.bytes = bytes
        self.place = place
        self.number = number
    }

    /// The next line without its end; `nil` at the end of the text.
    mutating func next() -> Range<Int>? {
        let bytes = bytes
        let span = bytes.span
        guard place < span.count else { return nil }
        let start = place
        var end = start
        while end < span.count, span[end] != Self.lineFeed, span[end] != Self.carriageReturn { end += 1 }
        var next = end
        if end < span.count {
            let isPair = span[end] == Self.carriageReturn && end + 1 < span.count && span[end + 1] == Self.lineFeed
            next += isPair ? 2 : 1
        }
        place = next
        number += 1
        return start..<end
    }

    /// Whether blanks are all there is.
    func isBlank(_ range: Range<Int>) -> Bool { trimmed(range).isEmpty }

    /// Without blanks and tabs at both ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        let span = bytes.span
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, Self.isBlank(span[start]) { start += 1 }
        while end > start, Self.isBlank(span[end - 1]) { end -= 1 }
        return start..<end
    }

    /// The words of a line, which blanks and tabs divide.
    func words(_ range: Range<Int>, into words: inout [Range<Int>]) {
        words.removeAll(keepingCapacity: true)
        let span = bytes.span
        var index = range.lowerBound
        while true {
            while index < range.upperBound, Self.isBlank(span[index]) { index += 1 }
            guard index < range.upperBound else { return }
            let start = index
            while index < range.upperBound, !Self.isBlank(span[index]) { index += 1 }
            words.append(start..<index)
        }
    }

    func words(_ range: Range<Int>) -> [Range<Int>] {
        var found: [Range<Int>] = []
        words(range, into: &found)
        return found
    }

    /// The fields of a line that a separator divides, without blanks around them.
    func fields(_ range: Range<Int>, separator: UInt8) -> [Range<Int>] {
        let span = bytes.span
        var fields: [Range<Int>] = []
        var start = range.lowerBound
        for index in range where span[index] == separator {
            fields.append(trimmed(start..<index))
            start = index + 1
        }
        fields.append(trimmed(start..<range.upperBound))
        return fields
    }

    /// A part as text; a byte that is no UTF-8 makes it ISO 8859-1.
    func text(_ range: Range<Int>) -> String { bytes[range].asText }

    func number(_ range: Range<Int>) -> Double? {
        NumberText.number(bytes, range, decimal: UInt8(ascii: "."))?.value
    }

    /// The first lines as text.
    static func head(_ bytes: [UInt8], count: Int) -> [String] {
        var lines = TextLines(bytes)
        var head: [String] = []
        while head.count < count, let line = lines.next() { head.append(lines.text(line)) }
        return head
    }

    @inline(__always) private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }
}

extension ArraySlice<UInt8> {
    /// UTF-8, else every byte a letter of ISO 8859-1.
    var asText: String {
        String(validating: self, as: UTF8.self) ?? String(String.UnicodeScalarView(map { Unicode.Scalar($0) }))
    }
}

extension StringProtocol {
    /// Without blanks at both ends.
    var trimmed: String {
        var rest = Substring(self)
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
