/// Lettering of lines of even width with round ends, as on drawn maps, so that it is sharp at every size.
///
/// Glyphs are drawn in units of a fourteenth of the height of a capital; y runs down, 14 is the baseline.
enum StrokeFont {
    static let capital = 14.0
    /// From the top of a capital to the lowest point of `g` or `Q`.
    static let reach = 18.0
    private static let gap = 4.6

    /// The lines of a text whose baseline begins at the origin, capitals being `height` pixels high.
    static func lines(of text: String, height: Double) -> [[PixelPoint]] {
        let scale = height / capital
        var pen = 0.0
        var lines: [[PixelPoint]] = []
        for letter in text {
            let glyph = glyph(for: letter)
            for line in glyph.lines {
                lines.append(line.map { PixelPoint((pen + $0.x) * scale, ($0.y - capital) * scale) })
            }
            pen += glyph.width + gap
        }
        return lines
    }

    /// Width in pixels, from the first letter's left to the last one's right.
    static func width(of text: String, height: Double) -> Double {
        max(0, text.reduce(-gap) { $0 + glyph(for: $1).width + gap }) * height / capital
    }

    /// A text in lines no wider than so many pixels; words too long for a line are cut.
    static func wrap(_ text: String, height: Double, width: Double) -> [String] {
        var lines: [String] = []
        var line = ""
        func fits(_ candidate: String) -> Bool { self.width(of: candidate, height: height) <= width }
        for word in text.split(separator: " ") {
            if fits(line.isEmpty ? String(word) : line + " " + word) {
                line += (line.isEmpty ? "" : " ") + word
                continue
            }
            if !line.isEmpty { lines.append(line) }
            line = ""
            for letter in word {
                if !line.isEmpty && !fits(line + String(letter)) {
                    lines.append(line)
                    line = ""
                }
                line.append(letter)
            }
        }
        return line.isEmpty ? lines : lines + [line]
    }

    /// A text that fits so many pixels, cut with dots where it is longer.
    static func clip(_ text: String, height: Double, width: Double) -> String {
        guard self.width(of: text, height: height) > width else { return text }
        var kept = text
        while !kept.isEmpty && self.width(of: kept + "...", height: height) > width { kept.removeLast() }
        return kept + "..."
    }

    /// Whether a letter has a shape of its own or an unaccented one in its place.
    static func draws(_ letter: Character) -> Bool { glyphs[letter] != nil || unaccented[letter] != nil }

    private static func glyph(for letter: Character) -> StrokeGlyph {
        if let glyph = glyphs[letter] { return glyph }
        if let plain = unaccented[letter], let glyph = glyphs[plain] { return glyph }
        return unknown
    }

    private static let glyphs: [Character: StrokeGlyph] = drawings.mapValues { StrokeGlyph($0) }
    /// An empty box.
    private static let unknown = StrokeGlyph("7 000e7e7000")

    private static let unaccented: [Character: Character] = {
        let families: [(plain: Character, accented: String)] = [
            ("A", "ÀÁÂÃÄÅĀĂĄ"), ("C", "ÇĆČĈ"), ("D", "ĎĐ"), ("E", "ÈÉÊËĒĚĘĖ"), ("G", "ĞĢ"), ("H", "ĤḤ"),
            ("I", "ÌÍÎÏĪİ"),
            ("K", "Ķ"), ("L", "ŁĽĻ"), ("N", "ÑŃŇŅ"), ("O", "ÒÓÔÕÖØŌŐ"), ("R", "ŘŔ"), ("S", "ŚŠŞȘṢ"), ("T", "ŤŢȚṬ"),
            ("U", "ÙÚÛÜŪŮŰ"), ("Y", "ÝŸ"), ("Z", "ŹŻŽẒ"), ("a", "àáâãäåāăą"), ("c", "çćčĉ"), ("d", "ďđḍ"),
            ("e", "èéêëēěęė"),
            ("g", "ğģ"), ("h", "ĥḥ"), ("i", "ìíîïīı"), ("k", "ķ"), ("l", "łľļ"), ("n", "ñńňņ"), ("o", "òóôõöøōő"),
            ("r", "řŕ"),
            ("s", "śšşșṣ"), ("t", "ťţțṭ"), ("u", "ùúûüūůű"), ("y", "ýÿ"), ("z", "źżžẓ"), ("'", "’‘ʻʼ"), ("\"", "“”„"),
            ("-", "‐‑−"), ("–", "—"), (" ", "\u{A0}\u{2009}\u{202F}"), ("μ", "µ"),
        ]
        var found: [Character: Character] = [:]
        for family in families { for letter in family.accented { found[letter] = family.plain } }
        return found
    }()
}
