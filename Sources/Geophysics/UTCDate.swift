/// A date of the Gregorian calendar in UTC, from seconds since 1970 and back.
package struct UTCDate: Hashable, Sendable {
    var year: Int
    var month: Int
    var day: Int
    var hour = 0
    var minute = 0
    package var second = 0.0

    private static let secondsOfDay = 86400.0

    init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// `nil` where the time is not a number or its year has more than four digits.
    package init?(secondsSince1970 time: Double) {
        guard time.isFinite, time.magnitude < 2.5e11 else { return nil }
        let days = (time / Self.secondsOfDay).rounded(.down)
        let rest = time - days * Self.secondsOfDay
        // Fliegel and Van Flandern (1968): years begin in March, so that the leap day is the last.
        let shifted = Int(days) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        hour = Int(rest) / 3600
        minute = Int(rest) / 60 % 60
        second = rest - Double(hour * 3600 + minute * 60)
    }

    /// A date as `2024-05-03`; `nil` where the text is none.
    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, parts[0].count == 4, let year = Int(parts[0]), let month = Int(parts[1]),
            let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
        // A day that is not in the calendar comes back as another.
        guard UTCDate(secondsSince1970: secondsSince1970) == self else { return nil }
    }

    /// Days from 1970-01-01 to this day.
    var daysSince1970: Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    var secondsSince1970: Double {
        Double(daysSince1970) * Self.secondsOfDay + Double(hour * 3600 + minute * 60) + second
    }

    /// The year and the part of it that has gone by, as the geomagnetic reference field counts time.
    static func decimalYear(secondsSince1970 time: Double) -> Double {
        guard let date = UTCDate(secondsSince1970: time) else { return .nan }
        let start = UTCDate(year: date.year, month: 1, day: 1).secondsSince1970
        let end = UTCDate(year: date.year + 1, month: 1, day: 1).secondsSince1970
        return Double(date.year) + (time - start) / (end - start)
    }

    /// `2024-05-03T07:08:09Z`, the second rounded down.
    package var text: String {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
        return "\(date)T\(padded(hour, 2)):\(padded(minute, 2)):\(padded(Int(second), 2))Z"
    }
}
