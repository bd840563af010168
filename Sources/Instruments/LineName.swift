import Survey

/// What the name of a survey line tells.
enum LineName {
    /// A tie where a column says so or the name begins as ties' names do (`T9010`, `Tie 9010`).
    static func kind(_ name: String, stated: String = "") -> Readings.Line.Kind {
        switch stated.lowercased() {
        case "tie", "t", "control": return .tie
        case "base", "b": return .base
        case "line", "l": return .line
        default: break
        }
        let name = name.lowercased()
        guard name.hasPrefix("t") else { return .line }
        let rest = name.dropFirst(name.hasPrefix("tie") ? 3 : 1).drop { $0 == " " || $0 == "_" || $0 == "-" }
        return rest.first?.isNumber == true ? .tie : .line
    }
}
