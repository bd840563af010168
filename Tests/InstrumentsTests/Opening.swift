import Instruments
import Survey
import Testing

/// What tests do with a text or a file: open it and expect readings.
enum Opening {
    /// Readings in a text.
    static func readings(
        _ text: String, name: String = "file.txt", companions: [String: String] = [:],
        expecting expectation: ReadingFile.Expectation = .init()
    ) throws -> (readings: Readings, report: ReadingReport) {
        try unwrapped(
            InstrumentFile.read(
                Array(text.utf8), name: name, companions: companions.mapValues { Array($0.utf8) },
                expecting: expectation))
    }

    /// Readings in a shared file with the files beside it; `nil` where it is not there.
    static func shared(
        _ file: String, expecting expectation: ReadingFile.Expectation = .init()
    ) throws -> (readings: Readings, report: ReadingReport)? {
        guard let drop = try SharedData.drop(file) else { return nil }
        return try unwrapped(
            InstrumentFile.read(drop.bytes, name: drop.name, companions: drop.companions, expecting: expectation))
    }

    /// A grid in a shared file with the files beside it; `nil` where it is not there.
    static func sharedGrid(_ file: String) throws -> (grid: InstrumentGrid, report: GridReport)? {
        guard let drop = try SharedData.drop(file) else { return nil }
        guard
            case .grid(let grid, let report) = try InstrumentFile.read(
                drop.bytes, name: drop.name, companions: drop.companions)
        else {
            Issue.record("\(file) is no grid")
            return nil
        }
        return (grid, report)
    }

    private static func unwrapped(_ result: InstrumentResult) throws -> (readings: Readings, report: ReadingReport) {
        guard case .readings(let readings, let report) = result else {
            throw InstrumentError(.corrupt, reason: "it is a grid", remedy: "")
        }
        return (readings, report)
    }
}

extension Readings {
    /// The sum of a channel's values in their order.
    func sum(_ name: String) -> Double {
        channel(name)?.values.filter { !$0.isNaN }.reduce(0, +) ?? .nan
    }
}
