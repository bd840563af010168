import KernelTypes
import Operations
import Survey

/// Channels of readings as parts of a whole: positive, of one unit.
struct Composition: Sendable {
    let channels: [Readings.Channel]
    /// Brings each channel to the first one's unit.
    let scales: [Double]
    /// Readings of which a part has no value; they have no log-ratio.
    let incomplete: Int
    /// Of these, readings with a part that is censored.
    let censored: Int

    var names: [String] { channels.map(\.name) }
    var count: Int { channels.first?.values.count ?? 0 }

    /// The channels of `key`, or all; refused where a value is zero or negative, or where units cannot be compared.
    init(_ readings: Readings, of settings: Settings, key: String = "channels") throws(OperationError) {
        channels = try Self.pick(readings, of: settings, key: key)
        guard channels.count >= 2 else {
            throw settings.error(
                .outOfRange, key, "a composition has at least two parts, not \(channels.count)",
                "name two or more channels of " + readings.channels.map(\.name).joined(separator: ", "))
        }
        scales = try Self.scales(channels, of: settings, key: key)
        for channel in channels {
            if let index = channel.values.firstIndex(where: { $0 <= 0 || $0.isInfinite }) {
                throw settings.error(
                    .unfitInput, key,
                    "'\(channel.name)' is \(channel.values[index]) at reading \(index + 1), which has no logarithm",
                    "a value below detection is to be delivered as '<limit' and run through 'substitute-censored'; "
                        + "leave out readings that are wrong")
            }
        }
        var (incomplete, censored) = (0, 0)
        let limits = channels.map { Set($0.censored.map(\.reading)) }
        for reading in 0..<(channels.first?.values.count ?? 0) {
            guard channels.contains(where: { $0.values[reading].isNaN }) else { continue }
            incomplete += 1
            if limits.contains(where: { $0.contains(reading) }) { censored += 1 }
        }
        self.incomplete = incomplete
        self.censored = censored
    }

    /// The channels that a parameter names, in its order; all where it is not set.
    static func pick(
        _ readings: Readings, of settings: Settings, key: String
    ) throws(OperationError) -> [Readings.Channel] {
        guard settings.has(key) else { return readings.channels }
        let known = readings.channels.map(\.name)
        var picked: [Readings.Channel] = []
        for name in settings.words(key) {
            guard let channel = readings.channel(name) else {
                throw settings.error(
                    .outOfRange, key, "there is no channel '\(name)'", suggestion(for: name, among: known))
            }
            guard !picked.contains(where: { $0.name == name }) else {
                throw settings.error(.outOfRange, key, "'\(name)' is named twice", "name it once")
            }
            picked.append(channel)
        }
        return picked
    }

    private static func scales(
        _ channels: [Readings.Channel], of settings: Settings, key: String
    ) throws(OperationError) -> [Double] {
        guard let first = channels.first else { return [] }
        var scales: [Double] = []
        for channel in channels {
            if channel.unit == first.unit {
                scales.append(1)
            } else if let from = MassFraction.partsPerMillion(channel.unit),
                let to = MassFraction.partsPerMillion(first.unit)
            {
                scales.append(from / to)
            } else {
                throw settings.error(
                    .unfitInput, key,
                    "'\(channel.name)' is in '\(channel.unit)' and '\(first.name)' in '\(first.unit)'",
                    "deliver both in one unit, such as ppm")
            }
        }
        return scales
    }

    /// The parts of a reading in the first channel's unit.
    func parts(_ reading: Int) -> [Double] {
        channels.indices.map { channels[$0].values[reading] * scales[$0] }
    }

    /// What a person is to know about the readings without a result.
    var remark: String? {
        guard incomplete > 0 else { return nil }
        let text = "\(incomplete) of \(count) readings lack a part and have no result"
        return censored == 0
            ? text + "." : text + "; \(censored) of them are censored: 'substitute-censored' would give them a value."
    }
}
