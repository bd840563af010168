/// Dates and times of day as text.
enum TimeText {
    /// How the parts of a date follow each other.
    enum Order: Hashable, Sendable { case yearFirst, dayFirst, monthFirst }

    /// Three numbers with `-`, `/` or `.` between, or eight digits with the year first; `nil` for anything else.
    ///
    /// A year of two digits is none: nothing tells its century.
    static func date(_ text: some StringProtocol, order: Order) -> CivilTime.Date? {
        guard let (first, second, third) = parts(text) else { return nil }
        switch order {
        case .yearFirst: return .init(year: first, month: second, day: third)
        case .dayFirst: return .init(year: third, month: second, day: first)
        case .monthFirst: return .init(year: third, month: first, day: second)
        }
    }

    /// The orders in which a text is a date; none where it is no date with a year of four digits.
    static func orders(_ text: some StringProtocol) -> [Order] {
        guard let (first, _, third) = parts(text), (first > 999) != (third > 999) else { return [] }
        return (first > 999 ? [.yearFirst] : [.dayFirst, .monthFirst]).filter { date(text, order: $0) != nil }
    }

    private static func parts(_ text: some StringProtocol) -> (Int, Int, Int)? {
        if text.utf8.count == 8, text.utf8.allSatisfy(isDigit), let all = Int(text) {
            return (all / 10_000, all / 100 % 100, all % 100)
        }
        let parts = text.utf8.split(omittingEmptySubsequences: false) { [0x2d, 0x2f, 0x2e].contains($0) }
        guard parts.count == 3 else { return nil }
        let numbers = parts.compactMap { part -> Int? in
            // Some instruments pad with a blank: `2019/ 8/16`.
            let digits = part.drop { $0 == 0x20 }
            guard (1...4).contains(digits.count), digits.allSatisfy(isDigit) else { return nil }
            return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        return numbers.count == 3 ? (numbers[0], numbers[1], numbers[2]) : nil
    }

    /// Seconds since midnight of `h:mm`, `hh:mm:ss`, `hh:mm:ss.fff`, with AM or PM where it is written.
    static func clock(_ text: some StringProtocol) -> Double? {
        var rest = text.trimmed[...]
        var noon: Int?
        for (ending, hours) in [("AM", 0), ("PM", 12)] where rest.uppercased().hasSuffix(ending) {
            noon = hours
            rest = rest.dropLast(2).trimmed[...]
        }
        let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3, var hour = whole(parts[0]), let minute = whole(parts[1]),
            let second = parts.count == 3 ? seconds(parts[2]) : 0
        else { return nil }
        if let noon {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + noon
        }
        // A leap second is written as 60.
        guard hour < 24, minute < 60, second < 61 else { return nil }
        return Double(hour * 3_600 + minute * 60) + second
    }

    /// Seconds since midnight of `hhmmss` or `hhmmss.s`; without leading zeros, as a number, `93702` is 09:37:02.
    static func packedClock(_ text: some StringProtocol) -> Double? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), (3...6).contains(parts[0].count), parts[0].utf8.allSatisfy(isDigit),
            let all = Int(parts[0]), let fraction = parts.count == 2 ? seconds("0." + parts[1]) : 0
        else { return nil }
        let (hour, minute, second) = (all / 10_000, all / 100 % 100, all % 100)
        guard hour < 24, minute < 60, second < 60 else { return nil }
        return Double(hour * 3_600 + minute * 60 + second) + fraction
    }

    /// ISO 8601 with `T` or a blank between; the offset is `nil` where none is written.
    static func moment(
        _ text: some StringProtocol, order: Order = .yearFirst
    ) -> (time: CivilTime, offset: TimeOffset?)? {
        guard let gap = text.firstIndex(where: { $0 == "T" || $0 == " " }), text[text.startIndex] != " " else {
            return nil
        }
        guard let date = date(text[..<gap], order: order) else { return nil }
        var clock = text[text.index(after: gap)...]
        var offset: TimeOffset?
        if let sign = clock.firstIndex(where: { "Z+-".contains($0) }) {
            guard let written = TimeOffset(clock[sign...]) else { return nil }
            offset = written
            clock = clock[..<sign]
        }
        guard let seconds = Self.clock(clock) else { return nil }
        return (CivilTime(date: date, seconds: seconds), offset)
    }

    /// `I` to `XII`, as a month.
    static func romanMonth(_ text: some StringProtocol) -> Int? {
        ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"].firstIndex(of: text.uppercased())
            .map { $0 + 1 }
    }

    private static func whole(_ text: some StringProtocol) -> Int? {
        (1...2).contains(text.utf8.count) && text.utf8.allSatisfy(isDigit) ? Int(text) : nil
    }

    private static func seconds(_ text: some StringProtocol) -> Double? {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, isDigit(first) else { return nil }
        return NumberText.number(bytes, bytes.indices, decimal: UInt8(ascii: "."))?.value
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}
