/// Names of sheets as Excel takes them.
enum SheetName {
    private static let longest = 31

    /// Each at most 31 characters, without `[]:*?/\` and apostrophes at the ends, and none twice, whatever the case.
    static func names(_ wanted: [String]) -> [String] {
        var taken: Set<String> = []
        return wanted.map { name in
            let own = plain(name)
            var unique = own
            var number = 2
            while !taken.insert(unique.lowercased()).inserted {
                let ending = " (\(number))"
                unique = prefix(own, units: longest - ending.utf16.count) + ending
                number += 1
            }
            return unique
        }
    }

    private static func plain(_ name: String) -> String {
        let forbidden = Set("[]:*?/\\".unicodeScalars)
        var text = String.UnicodeScalarView()
        for scalar in CellText.plain(name).unicodeScalars {
            text.append(forbidden.contains(scalar) || scalar.value < 0x20 ? "_" : scalar)
        }
        var plain = prefix(String(text), units: longest)
        while plain.hasPrefix("'") { plain.removeFirst() }
        while plain.hasSuffix("'") { plain.removeLast() }
        // Excel keeps this name for itself.
        return plain.isEmpty || plain.lowercased() == "history" ? "Sheet" : plain
    }

    private static func prefix(_ text: String, units: Int) -> String {
        var cut = text
        while cut.utf16.count > units { cut.removeLast() }
        return cut
    }
}
