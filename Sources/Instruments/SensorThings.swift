import Survey

/// A page of Observations as an OGC SensorThings service answers (OGC 18-088); unit and place stand on the Datastream.
enum SensorThings: InstrumentFormat {
    static let name = "OGC SensorThings observations"

    static func recognise(_ input: InstrumentInput) -> Recognition {
        guard input.head.first(where: { !$0.trimmed.isEmpty })?.trimmed.hasPrefix("{") == true else {
            return .declined("it does not begin as JSON")
        }
        let beginning = input.head.joined(separator: "\n")
        guard beginning.contains("@iot.") else { return .declined("it has no @iot. members") }
        return beginning.contains("\"phenomenonTime\"") && beginning.contains("\"result\"")
            ? .certain : .declined("it holds no observations")
    }

    static func read(_ input: InstrumentInput) throws(InstrumentError) -> InstrumentResult {
        let text = try input.decoded()
        guard let page = JSONReader.value(text.bytes, text.bytes.indices) else {
            throw InstrumentError(
                .corrupt, reason: "the file is no whole JSON text", remedy: "fetch the page again: it was cut")
        }
        let observations = page["value"]?.array ?? [page]
        let stream = SensorStream(page: page, observations: observations, companions: input.companions)
        var report = ReadingReport(
            format: name, dialect: .init(separator: "", headerLine: 0, encoding: text.encoding, variant: "JSON page"),
            positions: stream.position.map { _ in .init(x: "coordinates[0]", y: "coordinates[1]", isGeographic: true) })
        report.notes = stream.notes
        report.timeZone = "Z"
        var builder = ReadingBuilder(report, nodata: input.expectation.nodata)
        builder.addChannel(stream.name, unit: stream.unit, column: "result")
        var taken: [(time: Double, value: FieldValue, index: Int)] = []
        var intervals = 0
        for (index, observation) in observations.enumerated() {
            guard let written = observation["phenomenonTime"]?.text ?? observation["resultTime"]?.text else {
                builder.refuse(index + 1, "observation \(index + 1) has no phenomenonTime")
                continue
            }
            let ends = written.split(separator: "/").map { TimeText.moment($0) }
            let times = ends.compactMap { moment in
                moment.flatMap { whole in whole.offset.map { whole.time.utc(offset: $0.seconds) } }
            }
            guard times.count == ends.count, (1...2).contains(times.count) else {
                builder.refuse(index + 1, "\(written.shown) is no time with an offset")
                continue
            }
            if times.count == 2 { intervals += 1 }
            let value: FieldValue
            switch observation["result"] {
            case .number(let number): value = FieldValue(number)
            case .text(let text):
                let bytes = Array(text.utf8)
                value = FieldValue(bytes, bytes.indices, decimal: UInt8(ascii: "."))
            case .null, nil: value = .missing
            default:
                builder.refuse(index + 1, "observation \(index + 1) has a result that is no number")
                continue
            }
            taken.append((times.count == 2 ? (times[0] + times[1]) / 2 : times[0], value, index))
        }
        let sorted = taken.sorted { ($0.time, $0.index) < ($1.time, $1.index) }
        if sorted.map(\.index) != taken.map(\.index) { builder.note("the observations were brought in order of time") }
        if intervals > 0 { builder.note("\(intervals) observations are of intervals; their time is the middle") }
        for one in sorted { builder.add(stream.position, time: one.time, values: [one.value], line: one.index + 1) }
        return try builder.finish(crs: stream.position == nil ? nil : "EPSG:4326")
    }
}
