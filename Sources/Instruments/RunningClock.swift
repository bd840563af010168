/// Times of day under one date that a header gives: what comes after the clock has gone back has no date.
struct RunningClock {
    let date: CivilTime.Date
    /// Ahead of UTC; without it no time is given.
    let offset: TimeOffset?
    private var last = -1.0
    private var brokenAt: Int?
    private var undated = 0

    init(date: CivilTime.Date, offset: TimeOffset?) {
        self.date = date
        self.offset = offset
    }

    /// Seconds since 1970 in UTC; `nil` where the day is not known any more.
    mutating func utc(_ seconds: Double, line: Int) -> Double? {
        guard let offset else { return nil }
        if brokenAt == nil, seconds < last { brokenAt = line }
        guard brokenAt == nil else {
            undated += 1
            return nil
        }
        last = seconds
        return CivilTime(date: date, seconds: seconds).utc(offset: offset.seconds)
    }

    var notes: [String] {
        guard let brokenAt else { return [] }
        return [
            """
            the clock goes back in line \(brokenAt) and nothing there tells the day: \(undated) readings from it on have no \
            time
            """
        ]
    }
}
