package import Survey

/// Cases to learn from and to be judged by: the evidence at known deposits, at places without, and at places drawn to
/// stand for the area.
package struct TrainingSample: Sendable {
    package var evidence: [String]
    /// One column an evidence, one value a case; NaN is missing.
    package var columns: [[Float]]
    /// Where each case lies, in metres.
    package var places: [Point]
    /// The cases with a deposit.
    package var points: [Int]
    /// The cases without one, to learn from.
    package var negatives: [Int]
    /// Cells drawn at random, never learned from: each stands for the same share of the area.
    package var area: [Int]
    /// The study's extent in unit cells.
    package var units: Double
    /// Points left out, and what else a reader should know.
    package var notes: [String] = []

    package init(
        evidence: [String], columns: [[Float]], places: [Point], points: [Int], negatives: [Int], area: [Int],
        units: Double
    ) {
        precondition(columns.count == evidence.count, "an evidence has a column")
        precondition(columns.allSatisfy { $0.count == places.count }, "a case has a value an evidence")
        self.evidence = evidence
        self.columns = columns
        self.places = places
        self.points = points
        self.negatives = negatives
        self.area = area
        self.units = units
    }

    /// Unit cells that each of `count` negatives stands for.
    package func units(ofNegative count: Int, points: Int) -> Double {
        Swift.max(1, (units - Double(points)) / Double(Swift.max(1, count)))
    }

    /// The same cases without one evidence.
    func without(_ evidence: Int) -> TrainingSample {
        var copy = self
        copy.evidence.remove(at: evidence)
        copy.columns.remove(at: evidence)
        return copy
    }

    /// FNV-1a over the bits of all cases: the same number for the same training data.
    package var fingerprint: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func add(_ bits: UInt64) {
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                hash = (hash ^ (bits >> shift & 0xff)) &* 0x100_0000_01b3
            }
        }
        for name in evidence { for byte in name.utf8 { add(UInt64(byte)) } }
        for column in columns { for value in column { add(UInt64(value.bitPattern)) } }
        for group in [points, negatives, area] { for row in group { add(UInt64(row)) } }
        let text = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }
}
