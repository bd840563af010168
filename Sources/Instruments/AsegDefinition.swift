/// The columns that a `.dfn` file defines, in the dialects that occur.
struct AsegDefinition {
    /// One column, which may be an array.
    struct Field {
        var name: String
        /// Values in the column: 30 for `30E15.6`.
        var count: Int
        /// `I`, `F`, `E`, `D` or `A`.
        var kind: Character
        /// Characters of one value.
        var width: Int
        /// As declared with NULL; texts are compared with the printed value.
        var null: Double?
        var unit: String
        /// Any text behind the format: a long name, a datum, a projection.
        var comments: [String]
        var datum: String
        var projection: String
    }

    var fields: [Field] = []
    /// Whether the record begins with four characters of its type.
    var hasRecordType = false
    var dialects: Set<String> = []
    var notes: [String] = []

    var width: Int { fields.reduce(0) { $0 + $1.count * $1.width } }

    /// Reads all definitions of the data record; an error names the line that is none.
    init(_ bytes: [UInt8]) throws(InstrumentError) {
        let text = try DecodedText(bytes)
        var lines = TextLines(text.bytes)
        while let range = lines.next() {
            let line = lines.text(range).trimmed
            guard line.uppercased().hasPrefix("DEFN") else { continue }
            try take(line, number: lines.number)
        }
        guard !fields.isEmpty else {
            throw InstrumentError(
                .noHeader, reason: "the .dfn file defines no column of a data record",
                remedy: "send the .dfn that belongs to the .dat")
        }
        guard width < 1 << 20, fields.reduce(0, { $0 + $1.count }) <= 1 << 14 else {
            throw InstrumentError(
                .corrupt, reason: "the .dfn file defines records wider than any are", remedy: "send it again")
        }
    }

    private mutating func take(_ line: String, number: Int) throws(InstrumentError) {
        // `DEFN 3 ST=RECD,RT=;NAME:F10.2:...`; the number may touch both sides, as in `DEFN003ST=RECORD`.
        guard let semicolon = line.firstIndex(of: ";"), let record = line.firstPlace(of: "ST="),
            record < semicolon
        else { return }
        let head = line[record..<semicolon].uppercased()
        let parts = head.split(separator: ",").map(\.trimmed)
        if parts.contains(where: { $0.hasPrefix("ST=") }) {
            dialects.insert(head.contains("ST=RECORD") ? "RECORD" : "RECD")
        }
        let type = parts.first { $0.hasPrefix("RT=") }.map { $0.dropFirst(3).trimmed } ?? ""
        // Comment, projection and other record types are not the data.
        guard type.isEmpty || type == "DATA" else { return }
        for part in line[line.index(after: semicolon)...].split(separator: ";") {
            let definition = part.trimmed
            if definition.isEmpty || definition.uppercased().hasPrefix("END DEFN") { continue }
            try take(definition: definition, line: number)
        }
    }

    private mutating func take(definition: String, line: Int) throws(InstrumentError) {
        // Attributes are divided by colons or commas, also within one line.
        let colons = definition.split(separator: ":", omittingEmptySubsequences: false).map(\.trimmed)
        guard colons.count >= 2 else {
            throw InstrumentError(
                .noHeader, reason: "line \(line) of the .dfn file has no format: \(definition.shown)",
                remedy: "write it as NAME:F10.2")
        }
        let name = colons[0]
        let rest = colons.dropFirst().flatMap {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed)
        }
        guard let (count, kind, width) = Self.format(rest[0]) else {
            throw InstrumentError(
                .noHeader, reason: "line \(line) of the .dfn file has the format \(rest[0].shown), which is none",
                remedy: "write it as F10.2, I8, E15.6 or A10, with a number in front for an array")
        }
        if name.uppercased() == "RT", fields.isEmpty, kind == "A" {
            hasRecordType = true
            return
        }
        var field = Field(
            name: name, count: count, kind: kind, width: width, null: nil, unit: "", comments: [], datum: "",
            projection: "")
        if definition.dropFirst(name.count).contains(",") {
            dialects.insert("commas")
        } else {
            dialects.insert("colons")
        }
        var isUnitNext = false
        for attribute in rest.dropFirst() {
            if isUnitNext {
                field.unit = attribute
                isUnitNext = false
                continue
            }
            let sides = attribute.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(\.trimmed)
            let key = sides[0].uppercased()
            guard sides.count == 2 else {
                // `UNIT:metres` was divided at its colon.
                if key == "UNIT" || key == "UNITS" { isUnitNext = true } else { field.comments.append(attribute) }
                continue
            }
            switch key {
            case "NULL":
                let bytes = Array(sides[1].utf8)
                field.null = NumberText.number(bytes, bytes.indices, decimal: UInt8(ascii: "."))?.value
            case "UNIT", "UNITS": field.unit = sides[1]
            case "DATUM": field.datum = sides[1]
            case "PROJECTION": field.projection = sides[1]
            case "NAME": field.comments.append(sides[1])
            default: field.comments.append(attribute)
            }
        }
        fields.append(field)
    }

    /// `F11.1`, `30E15.6`, `A8`, `f5.0`.
    private static func format(_ text: String) -> (count: Int, kind: Character, width: Int)? {
        let letters = text.uppercased()
        let repeats = letters.prefix { $0.isASCII && $0.isNumber }
        let rest = letters.dropFirst(repeats.count)
        guard let kind = rest.first, "IFEDAG".contains(kind) else { return nil }
        let numbers = rest.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(numbers.count), let width = Int(numbers[0]), (1...4_096).contains(width),
            numbers.count == 1 || numbers[1].allSatisfy({ $0.isASCII && $0.isNumber })
        else { return nil }
        let count = repeats.isEmpty ? 1 : Int(repeats) ?? 0
        guard (1...4_096).contains(count) else { return nil }
        return (count, kind, width)
    }
}

extension String {
    /// Where a part begins; `nil` where it does not occur.
    func firstPlace(of part: String) -> String.Index? {
        var rest = self[...]
        while !rest.isEmpty {
            if rest.hasPrefix(part) { return rest.startIndex }
            rest = rest.dropFirst()
        }
        return nil
    }
}
