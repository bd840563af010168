/// A unit that a number in a campaign may carry.
package struct Unit: Hashable, Sendable {
    package enum Dimension: String, Sendable {
        case length, area, time, memory, angle

        /// How it is written.
        var example: String {
            switch self {
            case .length: "500 m"
            case .area: "1 km2"
            case .time: "30 s"
            case .memory: "1 GiB"
            case .angle: "20 degree"
            }
        }
    }

    package let symbol: String
    package let dimension: Dimension
    /// In metres, square metres, seconds, bytes or degrees.
    package let factor: Double

    private static let table: [(Dimension, [(String, Double)])] = [
        (.length, [("cm", 0.01), ("m", 1), ("km", 1000)]),
        (.area, [("m2", 1), ("ha", 10_000), ("km2", 1_000_000)]),
        (.time, [("ms", 0.001), ("s", 1), ("min", 60), ("h", 3600), ("d", 86_400)]),
        (
            .memory,
            [
                ("B", 1), ("kB", 1e3), ("MB", 1e6), ("GB", 1e9), ("KiB", 1024), ("MiB", 1_048_576),
                ("GiB", 1_073_741_824), ("TiB", 1_099_511_627_776),
            ]
        ),
        (.angle, [("degree", 1)]),
    ]
    private static let spellings = [
        "metre": "m", "metres": "m", "m²": "m2", "km²": "km2", "m^2": "m2", "km^2": "km2", "deg": "degree",
        "degrees": "degree", "°": "degree", "seconds": "s", "second": "s",
    ]

    /// The unit of a symbol such as `km2`; `nil` for an unknown one. Upper and lower case differ, as in SI.
    package init?(_ symbol: String) {
        let symbol = Self.spellings[symbol] ?? symbol
        for (dimension, units) in Self.table {
            if let found = units.first(where: { $0.0 == symbol }) {
                self.symbol = symbol
                self.dimension = dimension
                self.factor = found.1
                return
            }
        }
        return nil
    }

    /// What to write instead of a symbol that is none: the one that differs in case only, or all of a dimension.
    static func remedy(for symbol: String, _ dimension: Dimension) -> String {
        let symbols = table.filter { $0.0 == dimension }.flatMap { $0.1.map(\.0) }
        if let near = symbols.first(where: { $0.lowercased() == symbol.lowercased() }) {
            return "did you mean '\(near)'?"
        }
        return "write it in one of \(symbols.joined(separator: ", "))"
    }
}
