/// The CRS that a table states in columns such as `crs`, `epsg`, or `zone` and `datum`.
enum StatedCRS {
    static let codes: Set<String> = ["crs", "epsg", "srid", "epsg code", "coordinate system", "srs"]
    static let zones: Set<String> = ["zone", "utm zone"]
    static let datums: Set<String> = ["datum"]

    /// Such as `EPSG:32641`, from the columns' values by name; what was stated and is not enough becomes a note.
    static func crs(from stated: [String: String], isGeographic: Bool, notes: inout [String]) -> String? {
        func value(_ names: Set<String>) -> (name: String, text: String)? {
            names.sorted().lazy.compactMap { name in stated[name].map { (name, $0) } }.first
        }
        if let (name, text) = value(codes) {
            if let found = authority(text) { return found }
            notes.append("\(name.shown) is \(text.shown), which is no code such as EPSG:32641 and is not used")
        }
        guard !isGeographic, let (name, text) = value(zones) else { return nil }
        guard let datum = value(datums)?.text else {
            notes.append("\(name.shown) is \(text.shown); without a datum that is no CRS")
            return nil
        }
        if let found = zone(text, datum: datum) { return found }
        notes.append("zone \(text.shown) with datum \(datum.shown) is not known as a CRS")
        return nil
    }

    static func authority(_ text: String) -> String? {
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
