import Survey

/// Text of a Geometrics G-858 or G-859 caesium magnetometer: the typed rows of a `.stn`, or MagMap's `.dat` with a header.
///
/// Layout after public readers of the format, as no real sample is at hand: a row of type 0 is a reading, 3 to 5 a mark with
/// its place. Dates are month first.
enum G858Dump: InstrumentFormat {
    static let name = "Geometrics G-858 text"

    static func recognise(_ input: InstrumentInput) -> Recognition {
        if input.head.prefix(20).contains(where: isHeader) { return .certain }
        let rows = input.head.filter { !$0.trimmed.isEmpty }
        guard !rows.isEmpty, rows.allSatisfy({ G858Row($0) != nil || isOtherType($0) }),
            rows.contains(where: { if case .reading = G858Row($0) { true } else { false } })
        else { return .declined("it has neither typed rows of readings nor MagMap's header") }
        return .certain
    }

    /// `X Y TOP_RDG BOTTOM_RDG VRT_GRAD TIME DATE LINE MARK`, in any order.
    static func isHeader(_ line: String) -> Bool {
        let words = Set(line.uppercased().split { " \t,".contains($0) }.map(String.init))
        return words.isSuperset(of: ["X", "Y"]) && !words.isDisjoint(with: ["TOP_RDG", "BOTTOM_RDG", "READING"])
            && words.contains("TIME")
    }

    /// Rows of settings, whose type is another number.
    private static func isOtherType(_ line: String) -> Bool {
        guard let type = line.split(separator: " ").first.flatMap({ Int($0) }) else { return false }
        return (1...99).contains(type) && !(3...5).contains(type)
    }

    static func read(_ input: InstrumentInput) throws(InstrumentError) -> InstrumentResult {
        let text = try input.decoded()
        return input.head.prefix(20).contains(where: isHeader)
            ? try MagMapTable.read(input, text) : try G858Rows.read(input, text)
    }
}
