/// The offset of times as the columns' names state it.
enum TimeZoneName {
    /// `Z` for `time_utc` or `Time (GMT)`, `+05:00` for `Time UTC+5`; `nil` where no name or more than one says so.
    ///
    /// An offset after GMT is not taken: instruments count it both ways.
    static func offset(in columns: [ColumnName]) -> String? {
        let found = Set(columns.compactMap { offset(in: $0.text.uppercased()) })
        return found.count == 1 ? found.first : nil
    }

    private static func offset(in name: String) -> String? {
        guard ["TIME", "DATE", "UTC", "GMT"].contains(where: name.contains) else { return nil }
        let words = name.split { !$0.isLetter && !$0.isNumber && $0 != "+" && $0 != "-" && $0 != ":" }
        for word in words {
            if word == "UTC" || word == "GMT" { return "Z" }
            guard word.hasPrefix("UTC"), let sign = word.dropFirst(3).first, sign == "+" || sign == "-" else {
                continue
            }
            let parts = word.dropFirst(4).split(separator: ":")
            guard let hours = parts.first.flatMap({ Int($0) }), (0...14).contains(hours), parts.count <= 2 else {
                continue
            }
            let minutes = parts.count == 2 ? Int(parts[1]) ?? -1 : 0
            guard (0..<60).contains(minutes) else { continue }
            if hours == 0 && minutes == 0 { return "Z" }
            return "\(sign)\(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
        }
        return nil
    }
}
