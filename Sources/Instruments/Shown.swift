extension StringProtocol {
    /// In quotes, for a message: short, on one line, without control characters, as names in a file are not ours.
    var shown: String {
        let short = count > 60 ? String(prefix(57)) + "..." : String(self)
        let plain = short.unicodeScalars.map { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: "\u{FFFD}"
            default: String(scalar)
            }
        }
        return "'" + plain.joined() + "'"
    }
}

extension Sequence where Element == String {
    /// The first few in quotes, and how many more there are.
    var shown: String {
        let all = Array(self)
        let first = all.prefix(12).map(\.shown).joined(separator: ", ")
        return all.count > 12 ? "\(first) and \(all.count - 12) more" : first
    }
}
