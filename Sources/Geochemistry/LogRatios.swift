import KernelTypes

/// Coordinates of a composition that are linear in the logarithms of its parts, and the way back.
struct LogRatios: Sendable {
    let parts: [String]
    let coordinates: [String]
    /// A row a coordinate: its factors of the parts' logarithms, which sum to zero.
    let forward: [[Double]]
    /// A row a part: its logarithm, up to a constant of all parts, as factors of the coordinates.
    let backward: [[Double]]

    /// Additive (Aitchison 1986): ln x_i / x_d for all parts but d.
    static func additive(_ parts: [String], denominator: Int) -> LogRatios {
        let others = parts.indices.filter { $0 != denominator }
        let forward = others.map { part in
            parts.indices.map { $0 == part ? 1.0 : $0 == denominator ? -1.0 : 0 }
        }
        let backward = parts.indices.map { part in others.map { $0 == part ? 1.0 : 0 } }
        return LogRatios(
            parts: parts, coordinates: others.map { "alr(\(parts[$0])/\(parts[denominator]))" }, forward: forward,
            backward: backward)
    }

    /// Centred (Aitchison 1986): ln x_i / g(x), g the geometric mean of all parts.
    static func centred(_ parts: [String]) -> LogRatios {
        let share = 1 / Double(parts.count)
        let forward = parts.indices.map { part in parts.indices.map { ($0 == part ? 1.0 : 0) - share } }
        let backward = parts.indices.map { part in parts.indices.map { $0 == part ? 1.0 : 0 } }
        return LogRatios(
            parts: parts, coordinates: parts.map { "clr(\($0))" }, forward: forward, backward: backward)
    }

    /// Isometric: one coordinate a step of a sequential binary partition, `+` against `-` (Egozcue and
    /// Pawlowsky-Glahn 2005): √(r s / (r + s)) ln g(+) / g(-).
    static func isometric(_ parts: [String], signs: [[Int]]) -> LogRatios {
        let forward = signs.map { step in
            let (r, s) = (Double(step.count { $0 > 0 }), Double(step.count { $0 < 0 }))
            let scale = (r * s / (r + s)).squareRoot()
            return step.map { $0 > 0 ? scale / r : $0 < 0 ? -scale / s : 0 }
        }
        return LogRatios(
            parts: parts, coordinates: signs.indices.map { "ilr_\($0 + 1)" }, forward: forward,
            backward: transposed(forward))
    }

    /// Egozcue et al. (2003), eq. 24: the first i parts against part i + 1.
    static func defaultPartition(_ parts: Int) -> [[Int]] {
        (1..<parts).map { step in (0..<parts).map { $0 < step ? 1 : $0 == step ? -1 : 0 } }
    }

    /// Pivot coordinates (Filzmoser, Hron and Templ 2018): part j against all that follow it.
    static func pivot(_ parts: [String]) -> LogRatios {
        let signs = (0..<(parts.count - 1)).map { step in
            parts.indices.map { $0 < step ? 0 : $0 == step ? 1 : -1 }
        }
        let plain = isometric(parts, signs: signs)
        return LogRatios(
            parts: parts, coordinates: signs.indices.map { "plr(\(parts[$0]))" }, forward: plain.forward,
            backward: plain.backward)
    }

    /// All pairs a before b: ln x_a / x_b; back by the mean over all others, the least-squares solution.
    static func pairwise(_ parts: [String]) -> LogRatios {
        let pairs = parts.indices.flatMap { a in parts.indices.filter { $0 > a }.map { (a, $0) } }
        let forward = pairs.map { pair in
            parts.indices.map { $0 == pair.0 ? 1.0 : $0 == pair.1 ? -1.0 : 0 }
        }
        let backward = transposed(forward).map { row in row.map { $0 / Double(parts.count) } }
        return LogRatios(
            parts: parts, coordinates: pairs.map { "ln(\(parts[$0.0])/\(parts[$0.1]))" }, forward: forward,
            backward: backward)
    }

    private static func transposed(_ rows: [[Double]]) -> [[Double]] {
        (rows.first ?? []).indices.map { column in rows.map { $0[column] } }
    }

    /// A coordinate of positive parts, from their logarithms, summed from the first part to the last.
    func value(_ coordinate: Int, logarithms: [Double]) -> Double {
        var sum = 0.0
        for (factor, logarithm) in zip(forward[coordinate], logarithms) where factor != 0 { sum += factor * logarithm }
        return sum
    }

    /// The parts, which sum to `total`; NaN where a coordinate is.
    func composition(_ values: [Double], total: Double) -> [Double] {
        let logarithms = backward.map { row in
            zip(row, values).reduce(0.0) { $0 + $1.0 * $1.1 }
        }
        guard logarithms.allSatisfy(\.isFinite), let largest = logarithms.max() else {
            return parts.map { _ in .nan }
        }
        // From the largest, so that no power overflows.
        let powers = logarithms.map { Elementary.exp($0 - largest) }
        let scale = total / powers.reduce(0, +)
        return powers.map { $0 * scale }
    }
}
