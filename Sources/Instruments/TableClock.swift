/// The columns of a table that say when a reading was taken, and how.
struct TableClock: Sendable {
    /// A column of dates; `nil` where `clock` holds both.
    let date: Int?
    /// A column of times of day, or of dates and times together.
    let clock: Int
    let order: TimeText.Order
    /// Whether times are written as `hhmmss`.
    let isPacked: Bool
    /// Ahead of UTC; `nil` where each time has its own.
    let offset: TimeOffset?

    private static let sampleRows = 200
    /// Words that say from where a time is or in which zone, not what it is.
    private static let companions: Set<String> = [
        "utc", "gmt", "z", "gps", "sta", "station", "survey", "local", "reading", "measurement", "sample", "obs",
        "start",
    ]

    /// The clock that can be used; else what stands in the way, and the columns that would have been its.
    static func find(
        in table: DelimitedTable, _ expectation: ReadingFile.Expectation
    ) -> (clock: TableClock?, unused: Set<Int>, note: String?) {
        let (dates, clocks, moments) = columns(table.columns)
        let all = Set(dates + clocks + moments)
        guard !all.isEmpty else { return (nil, [], nil) }
        func unused(_ reason: String) -> (TableClock?, Set<Int>, String?) {
            (nil, all, "times are not read: \(reason)")
        }

        let isPair = dates.count == 1 && clocks.count == 1
        guard isPair || moments.count == 1 || (dates.isEmpty && clocks.count == 1) else {
            return all.count == 1 || clocks.isEmpty
                ? unused("no column holds the time of day") : unused("more than one column may hold them")
        }
        let clock = isPair ? clocks[0] : moments.first ?? clocks[0]
        let samples = sample(table, columns: isPair ? [dates[0], clock] : [clock])
        guard !samples.isEmpty else { return unused("the first rows hold none") }
        let days = isPair ? samples.map { $0[0] } : samples.map { String($0[0].prefix { !"T ".contains($0) }) }
        guard let order = order(days, expectation.dayFirst) else {
            return unused(
                "the dates \(days.prefix(2).shown) may be read with the day or the month first, or have no century")
        }
        let times = samples.map { $0[$0.count - 1] }
        let isPacked =
            isPair && times.contains { $0.prefix { $0 != "." }.count == 6 && TimeText.packedClock($0) != nil }
        let stated = TimeZoneName.offset(in: table.columns).flatMap { TimeOffset($0) }
        var offset = expectation.timeZone ?? stated
        if isPair {
            guard times.contains(where: { isPacked ? TimeText.packedClock($0) != nil : TimeText.clock($0) != nil })
            else {
                return unused("\(times[0].shown) is no time of day such as 13:45:00")
            }
        } else {
            let moments = times.compactMap { TimeText.moment($0, order: order) }
            guard let first = moments.first else { return unused("\(times[0].shown) is no date with a time") }
            if first.offset != nil { offset = nil } else if offset == nil { return noZone(all) }
            return (.init(date: nil, clock: clock, order: order, isPacked: false, offset: offset), [], nil)
        }
        guard let offset else { return noZone(all) }
        return (.init(date: dates[0], clock: clock, order: order, isPacked: isPacked, offset: offset), [], nil)
    }

    private static func noZone(_ columns: Set<Int>) -> (TableClock?, Set<Int>, String?) {
        (nil, columns, "times are not read: nothing tells their time zone; declare time_zone, such as +05:00")
    }

    /// The columns that are called a date, a time, or both.
    static func columns(_ names: [ColumnName]) -> (dates: [Int], clocks: [Int], moments: [Int]) {
        var found: (dates: [Int], clocks: [Int], moments: [Int]) = ([], [], [])
        for (index, name) in names.enumerated() {
            let words = ColumnName.words(name.text).filter {
                !companions.contains($0) && !$0.allSatisfy(\.isNumber)
            }
            switch words.joined(separator: " ") {
            case "date": found.dates.append(index)
            case "time", "clock", "hhmmss": found.clocks.append(index)
            case "date time", "datetime", "timestamp", "time stamp", "phenomenontime": found.moments.append(index)
            // `UTC` alone is a time; without any other word it stands for nothing else.
            case "" where name.text.lowercased() == "utc" || name.text.lowercased() == "gmt": found.clocks.append(index)
            default: break
            }
        }
        return found
    }

    private static func sample(_ table: DelimitedTable, columns: [Int]) -> [[String]] {
        var rows = table.rows
        var found: [[String]] = []
        for _ in 0..<sampleRows {
            guard let row = rows.next() else { break }
            guard row == .fields, rows.fields.count >= table.columns.count else { continue }
            let texts = columns.map { rows.text(of: rows.fields[$0]) }
            if !texts.contains(where: \.isEmpty) { found.append(texts) }
        }
        return found
    }

    /// The only order in which all dates are dates; `nil` where more than one or none is.
    private static func order(_ days: [String], _ dayFirst: Bool?) -> TimeText.Order? {
        var possible: Set<TimeText.Order>?
        for day in Set(days) {
            let orders = Set(TimeText.orders(day))
            if orders.isEmpty { continue }
            possible = possible?.intersection(orders) ?? orders
        }
        guard var left = possible else { return nil }
        if left.count > 1, let dayFirst { left.remove(dayFirst ? .monthFirst : .dayFirst) }
        return left.count == 1 ? left.first : nil
    }

    /// Seconds since 1970 in UTC; `nil` for what is no time.
    func utc(date: String, clock: String) -> Double? {
        if self.date == nil {
            guard let (time, own) = TimeText.moment(clock, order: order), let offset = own ?? offset else { return nil }
            return time.utc(offset: offset.seconds)
        }
        guard let offset, let day = TimeText.date(date, order: order),
            let seconds = isPacked ? TimeText.packedClock(clock) : TimeText.clock(clock)
        else { return nil }
        return CivilTime(date: day, seconds: seconds).utc(offset: offset.seconds)
    }
}
