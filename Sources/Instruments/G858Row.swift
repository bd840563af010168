import Survey

/// One typed row of a `.stn`.
enum G858Row {
    case reading(fields: [Double], clock: Double, date: CivilTime.Date)
    case mark(place: Point, clock: Double, date: CivilTime.Date, line: String, code: Int)

    /// `nil` for a row that is neither.
    init?(_ row: String) {
        let words = row.split { $0 == " " || $0 == "\t" }.map(String.init)
        guard let type = words.first.flatMap({ Int($0) }) else { return nil }
        func number(_ index: Int) -> Double? {
            guard index < words.count else { return nil }
            let bytes = Array(words[index].utf8)
            return NumberText.number(bytes, bytes.indices, decimal: UInt8(ascii: "."))?.value
        }
        switch type {
        case 0 where words.count == 4 || words.count == 5:
            let fields = (1..<(words.count - 2)).compactMap(number)
            guard fields.count == words.count - 3, let clock = TimeText.clock(words[words.count - 2]),
                let date = Self.date(words[words.count - 1])
            else { return nil }
            self = .reading(fields: fields, clock: clock, date: date)
        case 3...5 where words.count >= 7:
            guard let x = number(1), let y = number(2), let clock = TimeText.clock(words[3]),
                let date = Self.date(words[4])
            else { return nil }
            self = .mark(
                place: Point(x: x, y: y), clock: clock, date: date, line: words[6],
                code: words.count > 8 ? Int(words[8]) ?? type : type)
        default: return nil
        }
    }

    /// `mm/dd/yy` or `mm/dd/yyyy`; the instrument is built since 1993, so two digits leave one century.
    static func date(_ text: String) -> CivilTime.Date? {
        let parts = text.split(separator: "/").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        let year = parts[2] < 100 ? (parts[2] >= 90 ? 1_900 : 2_000) + parts[2] : parts[2]
        return .init(year: year, month: parts[0], day: parts[1])
    }
}
