import Survey

/// Takes objects of newline-delimited JSON whose members the first one names.
struct JSONRows {
    private struct Source {
        var key: String
        var element: Int?
    }

    private var builder: ReadingBuilder
    private var sources: [Source] = []
    private var labels: [String] = []
    private let pair: PositionColumns?
    private let keys: [String]
    private let timeKey: String?
    private let offset: TimeOffset?
    private var unread = 0

    private static let timeKeys = ["timestamp", "time", "datetime", "date_time", "phenomenonTime"]
    private static let mostElements = 1 << 14

    init(first: JSONValue, _ input: InstrumentInput, _ text: DecodedText) throws(InstrumentError) {
        guard case .object(let members) = first else { preconditionFailure("rows are objects") }
        keys = members.map(\.key)
        let names = keys.map(ColumnName.init)
        let pair = try PositionColumns.pairs(names, prefersDegrees: input.expectation.prefersDegrees).first
        self.pair = pair
        let found = members.first { Self.timeKeys.contains($0.key.lowercased()) }
        timeKey = found?.key
        offset = input.expectation.timeZone
        builder = ReadingBuilder(
            ReadingReport(
                format: JSONLines.name,
                dialect: .init(separator: "", headerLine: 0, encoding: text.encoding),
                positions: pair.map { .init(x: names[$0.x].text, y: names[$0.y].text, isGeographic: $0.isGeographic) }),
            nodata: input.expectation.nodata)
        var elements = 0
        for (index, member) in members.enumerated() where member.key != timeKey && index != pair?.x && index != pair?.y
        {
            switch member.value {
            case .array(let values) where !values.isEmpty && values.allSatisfy { $0.number != nil }:
                elements += values.count
                guard elements <= Self.mostElements else { throw Self.tooWide }
                for element in values.indices {
                    sources.append(Source(key: member.key, element: element))
                    builder.addChannel("\(member.key)[\(element)]")
                }
            case .number, .null:
                sources.append(Source(key: member.key))
                builder.addChannel(names[index].base, unit: names[index].unit, column: member.key)
            case .text:
                labels.append(member.key)
                builder.addLabel(member.key)
            case .bool, .array, .object: builder.note("the member \(member.key.shown) is not read")
            }
        }
    }

    private static let tooWide = InstrumentError(
        .corrupt, reason: "an object holds more numbers than any reading does", remedy: "split the lists")

    mutating func refuse(_ line: Int, _ reason: String) { builder.refuse(line, reason) }

    mutating func take(_ object: JSONValue, line: Int) {
        var point: Point?
        if let pair, let x = object[keys[pair.x]]?.number, let y = object[keys[pair.y]]?.number {
            if let problem = PositionReader.problem(x, keys[pair.x], isGeographic: pair.isGeographic, isLatitude: false)
                ?? PositionReader.problem(y, keys[pair.y], isGeographic: pair.isGeographic, isLatitude: true)
            {
                return builder.refuse(line, problem)
            }
            point = Point(x: x, y: y)
        }
        let values = sources.map { source -> FieldValue in
            let value = object[source.key]
            let number =
                source.element.map { element in
                    value?.array.flatMap { element < $0.count ? $0[element].number : nil }
                } ?? value?.number
            if let text = value?.text {
                let bytes = Array(text.utf8)
                return FieldValue(bytes, bytes.indices, decimal: UInt8(ascii: "."))
            }
            return number.map { FieldValue($0) } ?? .missing
        }
        let time = timeKey.flatMap { utc(object[$0]) }
        if timeKey != nil, time == nil { unread += 1 }
        builder.add(point, time: time, values: values, labels: labels.map { object[$0]?.text ?? "" }, line: line)
    }

    /// Seconds or milliseconds since 1970, which no year from 1990 to 2200 leaves open, or ISO 8601 with an offset.
    private func utc(_ value: JSONValue?) -> Double? {
        switch value {
        case .number(let number) where (6e8...7.3e9).contains(number): return number
        case .number(let number) where (6e11...7.3e12).contains(number): return number / 1_000
        case .text(let text):
            guard let moment = TimeText.moment(text), let offset = moment.offset ?? offset else { return nil }
            return moment.time.utc(offset: offset.seconds)
        default: return nil
        }
    }

    consuming func finish() throws(InstrumentError) -> InstrumentResult {
        if let timeKey {
            builder.report.timeZone = "Z"
            builder.note("times are taken from \(timeKey.shown)")
        }
        if unread > 0 { builder.note("\(unread) readings have no time that can be read") }
        if pair == nil { builder.note("no members hold positions") }
        return try builder.finish(crs: nil)
    }
}
