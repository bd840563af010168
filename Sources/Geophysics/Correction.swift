import Operations
import Survey

/// Readings under correction: channels are found by name or by their part in the chain, and new ones set beside them.
struct Correction {
    let settings: Settings
    private(set) var readings: Readings
    var quality: QualityRecord

    /// Endings of the channels that corrections make, so that a chain goes on from the last without being told.
    static let endings = [
        "despiked", "lagged", "diurnal", "residual", "heading", "levelled", "microlevelled",
    ]

    init(_ readings: Readings, _ settings: Settings) {
        self.settings = settings
        self.readings = readings
        quality = QualityRecord(settings.operation)
    }

    var count: Int { readings.count }

    /// The channel that a parameter names.
    func channel(called name: String, for key: String = "channel") throws(OperationError) -> Readings.Channel {
        guard let channel = readings.channel(name) else {
            throw unfit(key, "the readings have no channel '\(name)'", "set \(key) to one of \(channelNames)")
        }
        return channel
    }

    /// The channel that a parameter names; where it names none, the last that a correction made, else the only one with
    /// a known name, else the only one in the unit.
    func channel(
        _ key: String, unit: String, names: [String], endings: [String] = endings
    ) throws(OperationError) -> Readings.Channel {
        if let name = settings.values[key]?.text { return try channel(called: name, for: key) }
        if let name = readings.facts[Self.fact(unit)], let last = readings.channel(name) { return last }
        // Readings that went through a file may have lost the fact, not the names: a corrected channel stands beside
        // the one that it was made from.
        let made = readings.channels.last { channel in
            endings.contains { ending in
                channel.name.hasSuffix("_" + ending)
                    && readings.channel(String(channel.name.dropLast(ending.count + 1))) != nil
            }
        }
        if let made { return made }
        let named = readings.channels.filter { names.contains(Self.plain($0.name)) }
        if named.count == 1 { return named[0] }
        let measured = readings.channels.filter { $0.unit == unit }
        if named.isEmpty, measured.count == 1 { return measured[0] }
        let candidates = named.isEmpty ? measured : named
        let found = candidates.isEmpty ? "no channel is in \(unit)" : "several channels could be meant"
        throw unfit(key, "it is not clear which channel to correct: \(found)", "set \(key) to one of \(channelNames)")
    }

    /// The channel that a parameter names, else the only one with one of the names; `nil` where there is none.
    func optionalChannel(_ key: String, names: [String]) throws(OperationError) -> Readings.Channel? {
        if let name = settings.values[key]?.text { return try channel(called: name, for: key) }
        let found = readings.channels.filter { names.contains(Self.plain($0.name)) }
        guard found.count > 1 else { return found.first }
        throw unfit(
            key, "the channels \(found.map(\.name).joined(separator: ", ")) could all be meant", "set \(key) to one")
    }

    /// Values a reading: from the channel that one parameter names or that has a usual name, else a constant that
    /// another parameter sets.
    func values(
        _ key: String, names: [String], constant: String, meaning: String
    ) throws(OperationError) -> [Double] {
        if settings.values[key] == nil, let number = settings.values[constant]?.number {
            return [Double](repeating: number, count: count)
        }
        if let channel = try optionalChannel(key, names: names) { return channel.values }
        throw unfit(
            key, "the readings have no \(meaning)",
            "set \(key) to the channel that holds it (there are \(channelNames)), or \(constant) to one value for all")
    }

    /// Times of all readings; some may be NaN.
    func times() throws(OperationError) -> [Double] {
        guard !readings.times.isEmpty, readings.times.contains(where: \.isFinite) else {
            throw unfit("in", "the readings have no times", "export them with date, time and time zone")
        }
        return readings.times
    }

    /// The lines; all readings as one where the file tells of none.
    var lines: [Readings.Line] {
        readings.lines.isEmpty ? [Readings.Line(name: "all", kind: .line, readings: 0..<count)] : readings.lines
    }

    /// The lines, which there must be.
    func flownLines() throws(OperationError) -> [Readings.Line] {
        guard !readings.lines.isEmpty else {
            throw unfit("in", "the readings have no lines", "run detect-lines on them first")
        }
        return readings.lines
    }

    /// Words a reading: from the column of words or of whole numbers that a parameter names or that has a usual name;
    /// `nil` where there is none.
    func words(_ key: String, names: [String]) throws(OperationError) -> [String]? {
        let asked = settings.values[key]?.text
        let labels = readings.labels.keys.sorted().filter {
            asked == nil ? names.contains(Self.plain($0)) : $0 == asked
        }
        if let label = labels.first, let words = readings.labels[label] { return words }
        guard let channel = try optionalChannel(key, names: names) else { return nil }
        return channel.values.map { $0.isFinite ? FigureText.short($0) : "" }
    }

    /// Adds a channel beside the others.
    mutating func add(
        _ name: String, unit: String, _ values: [Double], censored: [Readings.Censored] = []
    ) throws(OperationError) {
        guard readings.channel(name) == nil else {
            throw unfit("in", "the readings have a channel '\(name)' already", "set another suffix, or do it once")
        }
        readings.channels.append(Readings.Channel(name: name, unit: unit, values: values, censored: censored))
    }

    /// Adds what a step made of a channel, with which the next step goes on; `measured` is the chain's unit, nT or
    /// mGal.
    mutating func addCorrected(
        _ name: String, chain measured: String, unit: String, _ values: [Double]
    ) throws(OperationError) {
        try add(name, unit: unit, values)
        readings.facts[Self.fact(measured)] = name
    }

    private static func fact(_ unit: String) -> String { "corrected_\(unit)" }

    /// Moves the readings to other places.
    mutating func place(_ positions: [Point], crs: String?) {
        readings.positions = positions
        readings.crs = crs
    }

    /// Sets a channel's values, or adds it; one in another unit stays, and the new one is refused.
    mutating func replace(_ name: String, unit: String, _ values: [Double]) throws(OperationError) {
        guard values.contains(where: \.isFinite) else { return }
        guard let index = readings.channels.firstIndex(where: { $0.name == name }) else {
            return try add(name, unit: unit, values)
        }
        guard readings.channels[index].unit.isEmpty || readings.channels[index].unit == unit else {
            throw unfit("in", "its channel '\(name)' is in \(readings.channels[index].unit)", "rename it")
        }
        readings.channels[index] = .init(name: name, unit: unit, values: values)
    }

    mutating func set(lines: [Readings.Line]) { readings.lines = lines }
    mutating func set(fact key: String, _ text: String) { readings.facts[key] = text }

    func unfit(_ key: String, _ reason: String, _ remedy: String) -> OperationError {
        settings.error(.unfitInput, key, reason, remedy)
    }

    /// Gives the readings and the record of what was done.
    func give(to bench: any Workbench) throws {
        for figure in quality.figures { bench.record(figure.name, figure.value) }
        for statement in quality.statements { bench.note(statement) }
        try bench.give(readings: readings, to: "out")
        try bench.give(value: quality, to: "qc")
    }

    /// A name without case and signs: `Total Field` and `total_field` are one.
    static func plain(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }

    private var channelNames: String { readings.channels.map(\.name).joined(separator: ", ") }
}

extension Operation.Output {
    /// What every correction of readings gives: the readings with new channels, and the record for the report.
    static let corrected = [Operation.Output("out", .readings), Operation.Output("qc", .document)]
}
