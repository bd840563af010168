extension CampaignFile.Period {
    /// `[2024-11-01, 2025-03-31]`; `nil` after the reason was added.
    static func read(_ entry: Entry) -> CampaignFile.Period? {
        guard let items = entry.items() else { return nil }
        let days = items.compactMap { $0.text() }
        guard days.count == 2, items.count == 2, days.allSatisfy(isDay), days[0] <= days[1] else {
            entry.add(
                .badValue, "\(entry.path) is not two days in order", remedy: "write period: [2024-11-01, 2025-03-31]")
            return nil
        }
        return CampaignFile.Period(start: days[0], end: days[1])
    }

    /// `YYYY-MM-DD` of the Gregorian calendar.
    private static func isDay(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2], let year = Int(parts[0]), let month = Int(parts[1]),
            let day = Int(parts[2]), (1...12).contains(month)
        else { return false }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return day >= 1 && day <= days[month - 1]
    }
}
