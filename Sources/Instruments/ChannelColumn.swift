import Survey

/// A channel on its way: its values so far, and what is to be said of them.
struct ChannelColumn: Sendable {
    var report: ReadingReport.Channel
    let dummies: DummyValues
    private(set) var values: [Double] = []
    private(set) var censored: [Readings.Censored] = []

    init(name: String, column: String, unit: String, dummies: DummyValues) {
        report = .init(name: name, column: column, unit: unit)
        self.dummies = dummies
    }

    /// An empty one of the same name.
    var emptied: ChannelColumn {
        .init(name: report.name, column: report.column, unit: report.unit, dummies: dummies)
    }

    mutating func reserve(_ count: Int) { values.reserveCapacity(count) }

    /// Whether a number looks like a dummy value that nobody declared.
    func isSuspect(_ value: FieldValue) -> Bool {
        if case .number(let number) = value { dummies.verdict(on: number) == .suspect } else { false }
    }

    /// Takes a number that is neither a dummy value nor suspect.
    @inline(__always) mutating func append(plain value: Double) {
        values.append(value)
        report.values += 1
    }

    mutating func append(_ value: FieldValue) {
        switch value {
        case .number(let number):
            if dummies.verdict(on: number) == .dummy {
                count(dummy: number.value, 1)
                report.missing += 1
                values.append(.nan)
            } else {
                append(plain: number.value)
            }
        case .below(let limit):
            report.censored += 1
            if let limit {
                report.lowestLimit = min(report.lowestLimit ?? limit, limit)
                report.highestLimit = max(report.highestLimit ?? limit, limit)
                censored.append(.init(reading: values.count, limit: limit))
            }
            values.append(.nan)
        case .above(let limit):
            report.aboveRange += 1
            censored.append(.init(reading: values.count, limit: limit, isAbove: true))
            values.append(.nan)
        case .missing, .text:
            report.missing += 1
            values.append(.nan)
        }
    }

    mutating func append(contentsOf other: ChannelColumn) {
        let offset = values.count
        values.append(contentsOf: other.values)
        for limit in other.censored {
            censored.append(.init(reading: limit.reading + offset, limit: limit.limit, isAbove: limit.isAbove))
        }
        add(other.report)
    }

    /// Adds the counts of another part of the same column.
    mutating func add(_ other: ReadingReport.Channel) {
        report.values += other.values
        report.missing += other.missing
        report.censored += other.censored
        report.aboveRange += other.aboveRange
        if let limit = other.lowestLimit { report.lowestLimit = min(report.lowestLimit ?? limit, limit) }
        if let limit = other.highestLimit { report.highestLimit = max(report.highestLimit ?? limit, limit) }
        for dummy in other.dummies { count(dummy: dummy.value, dummy.count) }
    }

    private mutating func count(dummy value: Double, _ count: Int) {
        if let index = report.dummies.firstIndex(where: { $0.value == value }) {
            report.dummies[index].count += count
        } else if report.dummies.count < 16 {
            report.dummies.append(.init(value: value, count: count))
        }
    }

    /// Whether it has any value, or knows a limit.
    var isFilled: Bool { report.values + report.censored + report.aboveRange > 0 }

    var channel: Readings.Channel {
        .init(name: report.name, unit: report.unit, values: values, censored: censored)
    }

    /// Two columns of one name become `name` and `name#2`, so that each can be asked for.
    static func named(_ columns: [ChannelColumn]) -> [ChannelColumn] {
        var seen: [String: Int] = [:]
        return columns.map { column in
            var column = column
            let count = seen[column.report.name, default: 0] + 1
            seen[column.report.name] = count
            if count > 1 { column.report.name += "#\(count)" }
            return column
        }
    }
}
