/// Reads times row by row; a date that stays the same is read once.
struct DayCache: Sendable {
    private var date: [UInt8] = []
    /// Midnight of that date in UTC by the clock's offset.
    private var midnight: Double?

    /// Seconds since 1970 in UTC; `nil` for what is no time.
    mutating func utc(_ own: TableClock, _ bytes: [UInt8], date: Range<Int>, clock: Range<Int>) -> Double? {
        let span = bytes.span
        var (date, clock) = (date, clock)
        if own.date == nil {
            guard let gap = clock.first(where: { span[$0] == UInt8(ascii: "T") || span[$0] == UInt8(ascii: " ") })
            else {
                return nil
            }
            (date, clock) = (clock.lowerBound..<gap, (gap + 1)..<clock.upperBound)
        }
        guard let offset = own.offset, !own.isPacked, let seconds = Self.seconds(span, clock) else {
            return own.date == nil
                ? own.utc(date: "", clock: bytes[date.lowerBound..<clock.upperBound].asText)
                : own.utc(date: bytes[date].asText, clock: bytes[clock].asText)
        }
        if self.date.isEmpty || !span.isSame(self.date, date) {
            self.date = Array(bytes[date])
            midnight = TimeText.date(bytes[date].asText, order: own.order).map {
                CivilTime(date: $0, seconds: 0).utc(offset: offset.seconds)
            }
        }
        return midnight.map { $0 + seconds }
    }

    /// Of `hh:mm:ss` and `hh:mm:ss.fff`.
    private static func seconds(_ span: Span<UInt8>, _ range: Range<Int>) -> Double? {
        let start = range.lowerBound
        guard range.count >= 8, span[start + 2] == UInt8(ascii: ":"), span[start + 5] == UInt8(ascii: ":"),
            let hour = two(span, start), let minute = two(span, start + 3), two(span, start + 6) != nil,
            hour < 24, minute < 60,
            let second = NumberText.number(span, (start + 6)..<range.upperBound, decimal: UInt8(ascii: "."))?.value,
            second < 61
        else { return nil }
        return Double(hour * 3_600 + minute * 60) + second
    }

    private static func two(_ span: Span<UInt8>, _ place: Int) -> Int? {
        let (tens, ones) = (span[place] &- 0x30, span[place + 1] &- 0x30)
        return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : nil
    }
}
