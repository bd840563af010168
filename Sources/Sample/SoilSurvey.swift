import KernelTypes
import Survey

/// Soil on traverses, read by portable XRF: some cross known showings, some cross whatever lies there.
struct SoilSurvey {
    private static let spacing = 150.0
    private static let samplesOfATraverse = 41

    let world: SampleWorld
    let known: [PorphyrySystem]

    func table() -> ReadingsTable {
        var header = ["sample_id", "easting_m", "northing_m"]
        for metal in Metal.allCases { header += ["\(metal.symbol)_ppm", "\(metal.symbol)_LOD_ppm"] }
        var random = SeededGenerator(seed: world.seed, stream: .soilSamples)
        var rows: [[String]] = []
        for (number, start) in starts(&random).enumerated() {
            for sample in 0..<Self.samplesOfATraverse {
                // Stepped from south to north and strayed a little, as on foot.
                let place = Point(
                    x: start.x + 6 * random.normal(), y: start.y + Self.spacing * Double(sample) + 6 * random.normal())
                let id = "CH-T\(FixedPoint.padded(number + 1, width: 2))-\(FixedPoint.padded(sample + 1, width: 3))"
                let position = [FixedPoint.text(place.x, decimals: 1), FixedPoint.text(place.y, decimals: 1)]
                rows.append([id] + position + readings(at: place, &random))
            }
        }
        return ReadingsTable(header: header, rows: rows)
    }

    /// The southern ends of the traverses.
    private func starts(_ random: inout SeededGenerator) -> [Point] {
        let length = Self.spacing * Double(Self.samplesOfATraverse - 1)
        let inside = world.bounds.inset(by: 500)
        let overKnown = known.prefix(5).map { system in
            Point(x: system.centre.x + 120 * random.normal(), y: system.centre.y - length / 2)
        }
        let elsewhere = (0..<6).map { _ in
            Point(
                x: random.uniform(inside.west...inside.east),
                y: random.uniform(inside.south...(inside.north - length)))
        }
        return (overKnown + elsewhere).map { start in
            Point(x: start.x, y: max(inside.south, min(inside.north - length, start.y)))
        }
    }

    /// A value or `<LOD`, and the limit, for each metal.
    private func readings(at place: Point, _ random: inout SeededGenerator) -> [String] {
        let sample = world.surface.sample(x: place.x, y: place.y, within: world.surface.reach(of: place.y))
        return Metal.allCases.flatMap { metal in
            let limit = metal.detectionLimit
            let content = sample.soil[metal.rawValue] * Elementary.exp(0.32 * random.normal())
            let reading = content * (1 + 0.04 * random.normal()) + 0.2 * limit * random.normal()
            let decimals = metal == .molybdenum ? 1 : 0
            return [
                reading < limit ? "<LOD" : FixedPoint.text(reading, decimals: decimals),
                FixedPoint.text(limit, decimals: decimals),
            ]
        }
    }
}
