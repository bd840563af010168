/// Text as a cell can hold it.
enum CellText {
    /// Excel's limit is 32,767 UTF-16 units.
    static let longest = 32_767

    /// Without what a cell cannot hold: NUL would end the text, and XML has no U+FFFE and U+FFFF; longer text is cut.
    static func plain(_ text: String) -> String {
        var plain = ""
        var units = 0
        for scalar in text.unicodeScalars {
            let kept: Unicode.Scalar = [0, 0xfffe, 0xffff].contains(scalar.value) ? "\u{fffd}" : scalar
            let more = kept.value > 0xffff ? 2 : 1
            guard units + more < longest else { return plain + "…" }
            plain.unicodeScalars.append(kept)
            units += more
        }
        return plain
    }
}
