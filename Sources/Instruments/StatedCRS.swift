/// The CRS that a table states in columns such as `crs`, `epsg`, or `zone` and `datum`.
struct StatedCRS {
    private var code: ConstantColumn?
    private var zone: ConstantColumn?
    private var datum: ConstantColumn?

    init(_ table: DelimitedTable) {
        code = ConstantColumn(table, named: ["crs", "epsg", "srid", "epsg code", "coordinate system", "srs"])
        zone = ConstantColumn(table, named: ["zone", "utm zone"])
        datum = ConstantColumn(table, named: ["datum"])
    }

    mutating func read(_ rows: RowReader) throws(InstrumentError) {
        try code?.read(rows)
        try zone?.read(rows)
        try datum?.read(rows)
    }

    /// Such as `EPSG:32641`; what was stated and is not enough becomes a note.
    func crs(isGeographic: Bool, notes: inout [String]) -> String? {
        if let code, let text = code.value {
            if let found = Self.authority(text) { return found }
            notes.append("\(code.name.shown) is \(text.shown), which is no code such as EPSG:32641 and is not used")
        }
        guard !isGeographic, let zone, let text = zone.value else { return nil }
        guard let datum = datum?.value else {
            notes.append("\(zone.name.shown) is \(text.shown); without a datum that is no CRS")
            return nil
        }
        if let found = Self.zone(text, datum: datum) { return found }
        notes.append("zone \(text.shown) with datum \(datum.shown) is not known as a CRS")
        return nil
    }

    private static func authority(_ text: String) -> String? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { $0.filter { !$0.isWhitespace } }
        if parts.count == 1, let code = Int(parts[0]), (1_024...999_999).contains(code) { return "EPSG:\(code)" }
        guard parts.count == 2, ["EPSG", "ESRI", "OGC"].contains(parts[0].uppercased()), !parts[1].isEmpty,
            parts[1].count <= 12, parts[1].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
        else { return nil }
        return "\(parts[0].uppercased()):\(parts[1].uppercased())"
    }

    /// UTM on WGS 84. A letter other than N is not taken: S is the south to some and 32 to 40 degrees north to others.
    private static func zone(_ text: String, datum: String) -> String? {
        let datum = datum.uppercased().filter { $0.isLetter || $0.isNumber }
        let text = text.uppercased().filter { !$0.isWhitespace && $0 != "/" }
        let digits = text.prefix { $0.isNumber }
        guard datum == "WGS84" || datum == "WGS1984", let number = Int(digits), (1...60).contains(number) else {
            return nil
        }
        switch text.dropFirst(digits.count) {
        case "N", "NORTH": return "EPSG:\(32_600 + number)"
        case "SOUTH": return "EPSG:\(32_700 + number)"
        default: return nil
        }
    }
}
