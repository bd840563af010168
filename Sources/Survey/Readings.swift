/// What a sensor wrote: positions, times, lines and channels, one value a reading.
package struct Readings: Hashable, Sendable, Codable {
    /// One measured quantity over all readings.
    package struct Channel: Hashable, Sendable, Codable {
        package var name: String
        /// `nT`, `mGal`, `ppm`, `m`, ...; empty where the file gives none.
        package var unit: String
        /// NaN is "no value".
        package var values: [Double]
        /// Values that are known only as a limit; their `values` are NaN.
        package var censored: [Censored]

        package init(name: String, unit: String, values: [Double], censored: [Censored] = []) {
            self.name = name
            self.unit = unit
            self.values = values
            self.censored = censored
        }
    }

    /// A value of which only a bound is known.
    package struct Censored: Hashable, Sendable, Codable {
        /// Index of the reading.
        package var reading: Int
        /// In the channel's unit.
        package var limit: Double
        /// Above the instrument's range; else below its detection limit.
        package var isAbove: Bool

        package init(reading: Int, limit: Double, isAbove: Bool = false) {
            self.reading = reading
            self.limit = limit
            self.isAbove = isAbove
        }
    }

    /// Readings that were taken one after the other along one line of a survey.
    package struct Line: Hashable, Sendable, Codable {
        package enum Kind: String, Hashable, Sendable, Codable { case line, tie, base }

        package var name: String
        package var kind: Kind
        package var readings: Range<Int>

        package init(name: String, kind: Kind, readings: Range<Int>) {
            self.name = name
            self.kind = kind
            self.readings = readings
        }
    }

    /// `nil` where the file declares none.
    package var crs: String?
    /// NaN where a reading has no position.
    package var positions: [Point]
    /// Seconds since 1970-01-01T00:00:00Z without leap seconds, NaN where a reading has none; empty where none has.
    package var times: [Double]
    /// In the order of the readings, without overlap; empty where the file tells of none.
    package var lines: [Line]
    /// Columns of words, such as sample names; one text a reading.
    package var labels: [String: [String]]
    package var channels: [Channel]
    /// What holds for all of them and no channel tells, such as `igrf` (generation and hash) or `tide` (`applied`).
    package var facts: [String: String]

    package init(
        crs: String?, positions: [Point], times: [Double] = [], lines: [Line] = [], labels: [String: [String]] = [:],
        channels: [Channel], facts: [String: String] = [:]
    ) {
        precondition(channels.allSatisfy { $0.values.count == positions.count }, "a channel has a value a reading")
        precondition(times.isEmpty || times.count == positions.count, "times are there for all readings or for none")
        precondition(labels.values.allSatisfy { $0.count == positions.count }, "a label has a text a reading")
        self.crs = crs
        self.positions = positions
        self.times = times
        self.lines = lines
        self.labels = labels
        self.channels = channels
        self.facts = facts
    }

    package var count: Int { positions.count }

    package func channel(_ name: String) -> Channel? {
        channels.first { $0.name == name }
    }
}
