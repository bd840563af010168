import Survey

/// Semivariances by classes of distance.
struct ExperimentalVariogram {
    struct Bin: Hashable {
        /// Mean distance of the pairs, in metres.
        var distance: Double
        var pairs: Int
        /// In the channel's unit squared.
        var semivariance: Double
    }

    /// Those with pairs, by distance.
    private(set) var bins: [Bin] = []

    init(
        _ readings: ChannelReadings, metresPerUnit: Double, lags: Int, lag: Double?, most: Int, seed: UInt64
    ) throws {
        var indices = Array(readings.values.indices)
        if indices.count > most {
            var random = SplitMix(seed)
            // Fisher and Yates's shuffle, as far as it is needed.
            for slot in 0..<most { indices.swapAt(slot, Int.random(in: slot..<indices.count, using: &random)) }
            indices = Array(indices[..<most])
        }
        let places = indices.map { readings.positions[$0] }
        let values = indices.map { readings.values[$0] }
        let width = lag ?? Self.width(places, lags) * metresPerUnit
        guard width > 0 else { throw readings.unfit("all readings lie at one place", remedy: "give others") }
        var sums = Array(repeating: (distance: 0.0, squares: 0.0, pairs: 0), count: lags)
        let farthest = Double(lags) * width
        for a in places.indices {
            for b in 0..<a {
                let x = (places[a].x - places[b].x) * metresPerUnit
                let y = (places[a].y - places[b].y) * metresPerUnit
                let squared = x * x + y * y
                guard squared > 0, squared < farthest * farthest else { continue }
                let distance = squared.squareRoot()
                let bin = min(lags - 1, Int(distance / width))
                let difference = values[a] - values[b]
                sums[bin].distance += distance
                sums[bin].squares += difference * difference
                sums[bin].pairs += 1
            }
        }
        bins = sums.filter { $0.pairs > 0 }.map {
            let pairs = Double($0.pairs)
            return Bin(distance: $0.distance / pairs, pairs: $0.pairs, semivariance: 0.5 * $0.squares / pairs)
        }
    }

    /// A third of the diagonal of the readings, divided by the classes; in units of the CRS.
    private static func width(_ places: [Point], _ lags: Int) -> Double {
        guard let bounds = Geometry.points(places).bounds else { return 0 }
        return (bounds.width * bounds.width + bounds.height * bounds.height).squareRoot() / (3 * Double(lags))
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers on every machine.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
        bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
        return bits ^ (bits >> 31)
    }
}
