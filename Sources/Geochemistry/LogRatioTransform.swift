import Operations
import Survey

/// A procedure from the parts of a composition to its log-ratios, beside the channels that were there.
protocol LogRatioTransform: Procedure {
    var settings: Settings { get }
    func ratios(_ parts: [String]) throws(OperationError) -> LogRatios
}

extension LogRatioTransform {
    /// Does it for the readings of `in`.
    func transform(at bench: any Workbench) throws {
        var readings = try bench.reading("in")
        let composition = try Composition(readings, of: settings)
        let ratios = try ratios(composition.names)
        var values = ratios.coordinates.map { _ in [Double](repeating: .nan, count: readings.count) }
        for reading in 0..<readings.count {
            let parts = composition.parts(reading)
            guard !parts.contains(where: \.isNaN) else { continue }
            let logarithms = parts.map(LogRatioText.logarithm)
            for coordinate in values.indices {
                values[coordinate][reading] = ratios.value(coordinate, logarithms: logarithms)
            }
        }
        for (name, values) in zip(ratios.coordinates, values) {
            readings.channels.removeAll { $0.name == name }
            readings.channels.append(.init(name: name, unit: "", values: values))
        }
        if let remark = composition.remark { bench.note(remark) }
        bench.record("readings", Double(readings.count - composition.incomplete))
        try bench.give(readings: readings, to: "out")
    }
}

/// A procedure from log-ratios back to parts.
protocol LogRatioInverse: Procedure {
    var settings: Settings { get }
    func ratios(_ parts: [String]) throws(OperationError) -> LogRatios
}

extension LogRatioInverse {
    /// Does it for the readings of `in`.
    func transform(at bench: any Workbench) throws {
        var readings = try bench.reading("in")
        let parts = settings.words("parts")
        guard parts.count >= 2, Set(parts).count == parts.count else {
            throw settings.error(
                .outOfRange, "parts", "a composition has at least two parts of different names",
                "name them all, in order")
        }
        let ratios = try ratios(parts)
        let total = try settings.number("total")
        var channels: [[Double]] = []
        let given = settings.has("channels") ? settings.words("channels") : ratios.coordinates
        guard given.count == ratios.coordinates.count else {
            throw settings.error(
                .outOfRange, "channels",
                "\(parts.count) parts have \(ratios.coordinates.count) coordinates, not \(given.count)",
                "name them in the order " + ratios.coordinates.joined(separator: ", "))
        }
        for name in given {
            guard let channel = readings.channel(name) else {
                throw settings.error(
                    .unfitInput, "channels", "there is no channel '\(name)'",
                    suggestion(for: name, among: readings.channels.map(\.name)))
            }
            channels.append(channel.values)
        }
        var values = parts.map { _ in [Double](repeating: .nan, count: readings.count) }
        for reading in 0..<readings.count {
            let composition = ratios.composition(channels.map { $0[reading] }, total: total)
            for part in parts.indices { values[part][reading] = composition[part] }
        }
        let unit = try settings.text("unit")
        for (name, values) in zip(parts, values) {
            readings.channels.removeAll { $0.name == name }
            readings.channels.append(.init(name: name, unit: unit, values: values))
        }
        try bench.give(readings: readings, to: "out")
    }
}
