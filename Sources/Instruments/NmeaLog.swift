import Survey

/// A log of NMEA 0183 sentences: a fix a GGA, its day from RMC or ZDA; all times are UTC.
enum NmeaLog: InstrumentFormat {
    static let name = "NMEA 0183 log"

    static func recognise(_ input: InstrumentInput) -> Recognition {
        let lines = input.head.filter { !$0.trimmed.isEmpty }
        let sentences = lines.filter { isSentence($0.trimmed) }
        guard !lines.isEmpty, sentences.count * 2 > lines.count else {
            return .declined("most of its first lines are no sentences such as $GPGGA,...")
        }
        return .certain
    }

    private static func isSentence(_ line: String) -> Bool {
        let body = line.dropFirst()
        guard line.hasPrefix("$"), let comma = body.firstIndex(of: ",") else { return false }
        let name = body[..<comma]
        return (3...8).contains(name.count) && name.allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber) }
    }

    static func read(_ input: InstrumentInput) throws(InstrumentError) -> InstrumentResult {
        let text = try input.decoded()
        var rows = NmeaRows(text, nodata: input.expectation.nodata)
        var lines = TextLines(text.bytes)
        while let range = lines.next() {
            let body = lines.trimmed(range)
            guard !body.isEmpty else { continue }
            guard text.bytes[body.lowerBound] == UInt8(ascii: "$") else { continue }
            rows.take(body, lines)
        }
        return try rows.finish()
    }
}
