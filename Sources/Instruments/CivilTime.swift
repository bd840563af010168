/// A date and a time of day, as clocks show them.
struct CivilTime: Hashable, Sendable {
    /// A day of the Gregorian calendar that exists.
    struct Date: Hashable, Sendable {
        var year: Int
        var month: Int
        var day: Int

        /// `nil` for a day that does not exist, or before 1900 or after 2200.
        init?(year: Int, month: Int, day: Int) {
            guard (1900...2200).contains(year), (1...12).contains(month), day >= 1 else { return nil }
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let longest = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
            guard day <= longest else { return nil }
            (self.year, self.month, self.day) = (year, month, day)
        }

        /// Days since 1970-01-01; Hinnant, "chrono-compatible low-level date algorithms".
        var dayNumber: Int {
            let shifted = month <= 2 ? year - 1 : year
            let era = shifted / 400
            let ofEra = shifted - era * 400
            let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
            return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
        }

        /// `2024-01-31`.
        var text: String {
            "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
        }
    }

    var date: Date
    /// Since midnight.
    var seconds: Double

    /// Seconds since 1970-01-01T00:00:00Z where the clock is ahead of UTC by `offset` seconds.
    func utc(offset: Int) -> Double { Double(date.dayNumber) * 86_400 + seconds - Double(offset) }
}
