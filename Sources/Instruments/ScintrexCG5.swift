import Survey

/// The text dump of a Scintrex CG-5 gravimeter; a file may hold several surveys, each with its header.
///
/// `DEC.TIME+DATE` counts from a day that differs between firmwares and is never used. `GMT DIFF.` is the number of hours to
/// add to the clock to get GMT, as the CG-5 Operation Manual has it.
enum ScintrexCG5: InstrumentFormat {
    static let name = "Scintrex CG-5 dump"

    static func recognise(_ input: InstrumentInput) -> Recognition {
        guard let first = input.head.first(where: { !$0.trimmed.isEmpty }) else { return .declined("it is not text") }
        if first.uppercased().hasPrefix("/"), first.uppercased().contains("CG-5 SURVEY") { return .certain }
        if input.head.contains(where: isColumnLine) { return .certain }
        return .declined("there is no CG-5 SURVEY header and no /---LINE---STATION line")
    }

    static func isColumnLine(_ line: String) -> Bool {
        let line = line.uppercased()
        return line.hasPrefix("/-") && line.contains("LINE-") && line.contains("STATION-") && line.contains("GRAV")
    }

    /// One survey's header.
    struct Head {
        var date: CivilTime.Date?
        var gmtDifference: Double?
        var tideIsApplied: Bool?
        var columns: [String] = []

        /// What the clock is ahead of UTC.
        var offset: TimeOffset? { gmtDifference.map { TimeOffset(seconds: Int((-$0 * 3_600).rounded())) } }
    }

    static func read(_ input: InstrumentInput) throws(InstrumentError) -> InstrumentResult {
        let text = try input.decoded()
        var reader = CG5Rows(input, text)
        var lines = TextLines(text.bytes)
        var words: [Range<Int>] = []
        while let range = lines.next() {
            let body = lines.trimmed(range)
            guard !body.isEmpty else { continue }
            if text.bytes[body.lowerBound] == UInt8(ascii: "/") {
                reader.takeHead(lines.text(body), line: lines.number)
            } else {
                lines.words(range, into: &words)
                try reader.takeRow(words, lines)
            }
        }
        return try reader.finish()
    }
}
