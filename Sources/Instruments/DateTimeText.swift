/// A date with a time of day in ISO 8601, `T` or a blank between, as other readers give it as text.
package struct DateTimeText: Hashable, Sendable {
    private let time: CivilTime
    private let offset: TimeOffset?

    /// `nil` where the text is no date with a time.
    package init?(_ text: String) {
        guard let (time, offset) = TimeText.moment(text) else { return nil }
        (self.time, self.offset) = (time, offset)
    }

    /// Seconds since 1970-01-01T00:00:00Z; `zone` is the clock's where the text has none, and `nil` tells nothing.
    package func seconds(zone: String?) -> Double? {
        guard let offset = offset ?? zone.flatMap({ TimeOffset($0) }) else { return nil }
        return time.utc(offset: offset.seconds)
    }
}
