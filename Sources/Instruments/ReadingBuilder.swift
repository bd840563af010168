import Survey

/// Puts together the readings of a format whose rows come one at a time.
struct ReadingBuilder {
    var report: ReadingReport
    private(set) var channels: [ChannelColumn] = []
    private var labels: [(name: String, texts: [String])] = []
    private var positions: [Point] = []
    private var times: [Double] = []
    private var lines: [Readings.Line] = []
    private let nodata: [Double]

    init(_ report: ReadingReport, nodata: [Double] = []) {
        self.report = report
        self.nodata = nodata
    }

    var count: Int { positions.count }
    var lastTime: Double? { times.last { !$0.isNaN } }

    /// Adds a channel; `nulls` are the dummy values that the file declares for it.
    mutating func addChannel(
        _ name: String, unit: String = "", column: String? = nil, nulls: [Double] = [], suspects: Bool = true
    ) {
        channels.append(
            ChannelColumn(
                name: name, column: column ?? name, unit: unit,
                dummies: DummyValues(declared: nodata + nulls, suspects: suspects)))
    }

    mutating func addLabel(_ name: String) { labels.append((name, [])) }

    /// Readings that follow belong to this line.
    mutating func begin(line name: String, kind: Readings.Line.Kind) {
        if let last = lines.last {
            if last.name == name, last.kind == kind, last.readings.upperBound == count { return }
            if last.readings.isEmpty { lines.removeLast() }
        }
        lines.append(.init(name: name, kind: kind, readings: count..<count))
        isInLine = true
    }

    /// Readings that follow belong to no line.
    mutating func endLine() { isInLine = false }

    private var isInLine = false

    /// Takes a reading with a value a channel and a text a label, or refuses it and says so.
    mutating func add(
        _ position: Point?, time: Double? = nil, values: [FieldValue], labels texts: [String] = [], line: Int
    ) {
        for (channel, value) in zip(channels, values) {
            if case .text = value {
                report.refuse(line, "\(channel.report.column.shown) is not a number")
                return
            }
            if channel.isSuspect(value), case .number(let number) = value {
                report.refuse(
                    line,
                    "\(channel.report.column.shown) is \(number.value), which looks like a dummy value and is not declared as nodata"
                )
                return
            }
        }
        for index in channels.indices { channels[index].append(index < values.count ? values[index] : .missing) }
        for index in labels.indices { labels[index].texts.append(index < texts.count ? texts[index] : "") }
        positions.append(position ?? Point(x: .nan, y: .nan))
        times.append(time ?? .nan)
        if isInLine, let last = lines.indices.last {
            lines[last].readings = lines[last].readings.lowerBound..<positions.count
        }
    }

    mutating func refuse(_ line: Int, _ reason: String) { report.refuse(line, reason) }

    mutating func note(_ text: String) { report.notes.append(text) }

    /// The readings and what was found; an error where too little was.
    consuming func finish(crs: String?) throws(InstrumentError) -> InstrumentResult {
        report.rowsRead = positions.count
        try report.checkYield()
        let filled = ChannelColumn.named(channels.filter(\.isFilled))
        let empty = channels.filter { !$0.isFilled }.map(\.report.column)
        if !empty.isEmpty { report.notes.append("without any value: \(empty.shown)") }
        report.channels = filled.map(\.report)
        report.crs = crs
        if times.allSatisfy(\.isNaN) { times = [] }
        if lines.last?.readings.isEmpty == true { lines.removeLast() }
        var words: [String: [String]] = [:]
        for label in labels where label.texts.contains(where: { !$0.isEmpty }) { words[label.name] = label.texts }
        let readings = Readings(
            crs: crs, positions: positions, times: times, lines: lines, labels: words, channels: filled.map(\.channel))
        return .readings(readings, report)
    }
}
