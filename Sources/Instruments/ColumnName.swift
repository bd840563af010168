/// A column's name in its parts: what is measured, and in what unit.
struct ColumnName: Sendable {
    /// As the file has it.
    let text: String
    /// Without the unit.
    let base: String
    /// In the field's own spelling; empty where the name has none.
    let unit: String
    /// The words of the name, lower case, without the unit.
    let words: [String]

    /// Reads `Cu (ppm)`, `Cu [ppm]`, `Cu ppm`, `Cu_ppm` and `total_field_nT`.
    init(_ text: String) {
        self.text = text
        (base, unit) = Self.bracketed(text) ?? Self.suffixed(text) ?? (text, "")
        words = Self.words(base)
    }

    /// The words of a text in lower case.
    static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// Whether this is what someone calls `name`: as the file has it, or without the unit; case does not count.
    func isCalled(_ name: String) -> Bool {
        let name = name.lowercased()
        return text.lowercased() == name || base.lowercased() == name
    }

    private static func bracketed(_ text: String) -> (String, String)? {
        guard let last = text.last, last == ")" || last == "]",
            let opening = text.lastIndex(of: last == ")" ? "(" : "["),
            let unit = units[String(text[text.index(after: opening)...].dropLast()).lowercased()]
        else { return nil }
        let base = text[..<opening].reversed().drop { $0 == " " || $0 == "_" }.reversed()
        return base.isEmpty ? nil : (String(base), unit)
    }

    private static func suffixed(_ text: String) -> (String, String)? {
        guard let gap = text.lastIndex(where: { $0 == "_" || $0 == " " }), gap > text.startIndex else { return nil }
        let suffix = text[text.index(after: gap)...].lowercased()
        // `utm_e` is an easting, not a gradient in eotvos.
        guard let unit = units[suffix], suffix != "e" else { return nil }
        guard text[gap] == "_" || !unitsThatAreWords.contains(suffix) else { return nil }
        return (String(text[..<gap]), unit)
    }

    /// Units by their spelling in lower case.
    private static let units: [String: String] = [
        "nt": "nT", "nt/m": "nT/m", "mgal": "mGal", "µm/s²": "µm/s²", "um/s2": "µm/s²", "e": "E", "eotvos": "E",
        "ppm": "ppm", "ppb": "ppb", "ppt": "ppt", "%": "%", "pct": "%", "percent": "%", "wt%": "%", "wt.%": "%",
        "g/t": "g/t", "gpt": "g/t", "mg/kg": "mg/kg", "cps": "cps", "cpm": "cpm", "ngy/h": "nGy/h", "usv/h": "µSv/h",
        "µsv/h": "µSv/h", "ur/h": "µR/h", "µr/h": "µR/h", "ms/m": "mS/m", "s/m": "S/m", "ohm.m": "Ωm", "ohmm": "Ωm",
        "mv/v": "mV/V", "mv": "mV", "si": "SI", "g/cm3": "g/cm³", "t/m3": "t/m³", "kg/m3": "kg/m³", "m": "m",
        "metres": "m", "meters": "m", "km": "km", "ft": "ft", "feet": "ft", "deg": "degree", "degree": "degree",
        "degrees": "degree", "°": "degree", "degc": "°C", "°c": "°C", "s": "s", "ms": "ms", "min": "min", "hz": "Hz",
    ]
    /// Units that after a blank are more likely the last word of a name, as in `Station m`.
    private static let unitsThatAreWords: Set<String> = ["m", "s", "si", "min", "ms", "km", "ft", "feet", "degree"]
}
