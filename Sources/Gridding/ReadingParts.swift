package import Operations
package import Survey

/// Readings that come part by part, for surveys that are larger than memory.
package protocol ReadingParts {
    /// All but the readings: CRS, facts, and the channels with their units and no values.
    var head: Readings { get }
    /// How many there are.
    var count: Int { get }
    /// Calls `body` with places and values of a channel, in the order of the file.
    func each(of channel: String, _ body: (_ positions: [Point], _ values: [Double]) throws -> Void) throws
}

/// A bench that can give readings part by part.
package protocol PartwiseBench: Workbench {
    /// The only readings of an input that must be there; `nil` where they come as a whole.
    func parts(of input: String) throws -> (any ReadingParts)?
}

/// Readings in memory as one part.
struct WholeReadings: ReadingParts {
    let head: Readings
    private let readings: Readings

    init(_ readings: Readings) {
        self.readings = readings
        head = Readings(
            crs: readings.crs, positions: [],
            channels: readings.channels.map { .init(name: $0.name, unit: $0.unit, values: []) }, facts: readings.facts)
    }

    var count: Int { readings.count }

    func each(of channel: String, _ body: ([Point], [Double]) throws -> Void) throws {
        try body(readings.positions, readings.channel(channel)?.values ?? [])
    }
}

extension Workbench {
    /// The readings of an input, part by part where the bench can.
    func readingParts(_ input: String) throws -> any ReadingParts {
        if let bench = self as? any PartwiseBench, let parts = try bench.parts(of: input) { return parts }
        return WholeReadings(try reading(input))
    }
}
