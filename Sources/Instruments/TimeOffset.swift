/// How far clocks are ahead of UTC.
package struct TimeOffset: Hashable, Sendable {
    /// Ahead of UTC: positive in the east.
    package var seconds: Int

    package static let utc = TimeOffset(seconds: 0)

    package init(seconds: Int) { self.seconds = seconds }

    /// `Z`, `+05:00`, `-0330`, `+5`; `nil` for anything else or more than 14 hours.
    package init?(_ text: some StringProtocol) {
        if ["Z", "UTC", "GMT"].contains(text.uppercased()) {
            seconds = 0
            return
        }
        guard let sign = text.first, sign == "+" || sign == "-" || sign == "\u{2212}" else { return nil }
        let digits = String(text.dropFirst()).filter { $0 != ":" }
        guard digits.count == text.count - 1 - text.count(where: { $0 == ":" }),
            digits.allSatisfy({ $0.isASCII && $0.isNumber }), [1, 2, 4].contains(digits.count), let value = Int(digits)
        else { return nil }
        let (hours, minutes) = digits.count == 4 ? (value / 100, value % 100) : (value, 0)
        guard hours <= 14, minutes < 60 else { return nil }
        seconds = (hours * 3_600 + minutes * 60) * (sign == "+" ? 1 : -1)
    }

    /// ISO 8601: `Z` or `+05:00`.
    package var text: String {
        guard seconds != 0 else { return "Z" }
        let minutes = abs(seconds) / 60
        let (hour, minute) = (minutes / 60, minutes % 60)
        return "\(seconds < 0 ? "-" : "+")\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }
}
