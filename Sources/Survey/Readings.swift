/// What a sensor wrote: positions and channels, one value a reading.
package struct Readings: Hashable, Sendable, Codable {
    /// One measured quantity over all readings.
    package struct Channel: Hashable, Sendable, Codable {
        package var name: String
        /// `nT`, `mGal`, `ppm`, ...; empty where the file gives none.
        package var unit: String
        /// NaN is "no value".
        package var values: [Double]

        package init(name: String, unit: String, values: [Double]) {
            self.name = name
            self.unit = unit
            self.values = values
        }
    }

    /// `nil` where the file declares none.
    package var crs: String?
    package var positions: [Point]
    package var channels: [Channel]

    package init(crs: String?, positions: [Point], channels: [Channel]) {
        precondition(channels.allSatisfy { $0.values.count == positions.count }, "a channel has a value a reading")
        self.crs = crs
        self.positions = positions
        self.channels = channels
    }

    package var count: Int { positions.count }

    package func channel(_ name: String) -> Channel? {
        channels.first { $0.name == name }
    }
}
