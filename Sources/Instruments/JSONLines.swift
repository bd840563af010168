import Survey

/// One JSON object a line: each member that is a number is a channel, each list of numbers one channel an element.
enum JSONLines: InstrumentFormat {
    static let name = "newline-delimited JSON"

    static func recognise(_ input: InstrumentInput) -> Recognition {
        guard case .success(let text) = input.text else { return .declined("it is not text") }
        var lines = TextLines(text.bytes)
        var range = lines.next()
        while let blank = range, lines.isBlank(blank) { range = lines.next() }
        guard let range, text.bytes[lines.trimmed(range).lowerBound] == UInt8(ascii: "{") else {
            return .declined("its first line is no JSON object")
        }
        guard case .object(let members) = JSONReader.value(text.bytes, range) else {
            return .declined("its first line is no whole JSON object")
        }
        return members.contains { $0.value.number != nil } ? .certain : .declined("its first object holds no number")
    }

    static func read(_ input: InstrumentInput) throws(InstrumentError) -> InstrumentResult {
        let text = try input.decoded()
        var lines = TextLines(text.bytes)
        var rows: JSONRows?
        while let range = lines.next() {
            guard !lines.isBlank(range) else { continue }
            guard let value = JSONReader.value(text.bytes, range), case .object = value else {
                // A line that a crash tore ends the file; anywhere else it is refused the same way.
                rows?.refuse(lines.number, "it is no whole JSON object")
                continue
            }
            if rows == nil { rows = try JSONRows(first: value, input, text) }
            rows?.take(value, line: lines.number)
        }
        guard let rows else {
            throw InstrumentError(.empty, reason: "the file has no object", remedy: "send it with its data")
        }
        return try rows.finish()
    }
}
