import KernelTypes
import Operations
import Prospectivity
import Survey

/// A small grid of 1 km cells with evidence and training points by cell.
struct SmallWorld {
    var grid: AnalysisGrid
    var names: [String]
    var evidence: [Strip]

    init(columns: Int, _ evidence: KeyValuePairs<String, [Float]>) {
        let cells = evidence.first?.value.count ?? columns
        grid = AnalysisGrid(
            crs: "EPSG:32641", west: 0, north: 0, cellWidth: 1000, cellHeight: 1000, columns: columns,
            rows: cells / columns)
        names = evidence.map(\.key)
        self.evidence = evidence.map { Strip(columns: columns, values: $0.value) }
    }

    /// One point in the middle of each of these cells, counted row by row.
    func points(_ cells: [Int]) -> [Occurrence] {
        cells.map { cell in
            Occurrence(
                name: "in \(cell)", location: grid.centre(column: cell % grid.columns, row: cell / grid.columns))
        }
    }

    func learn(
        _ parameters: [String: ParameterValue] = [:], training: [Occurrence], height: Int = 2
    ) throws -> WeightsModel {
        try WeightsOfEvidence(
            try WeightsOfEvidence.declaration.resolve(parameters), evidence: names, on: grid
        ).learn(from: Bands(of: evidence, height: height).scan, training: training)
    }

    /// Posterior, deviation and confidence, written in strips of some height.
    func maps(of model: WeightsModel, height: Int) -> [[Float]] {
        let maps = (0..<3).map { _ in Strip(columns: grid.columns, rows: 0..<grid.rows, rasterRows: grid.rows) }
        for band in grid.bands(ofAtMost: height) {
            model.apply(
                to: evidence.map { $0.part(band) }, posterior: maps[0].part(band), deviation: maps[1].part(band),
                confidence: maps[2].part(band))
        }
        return maps.map(\.cells.values)
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers on every machine.
struct SplitMix {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
        bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
        return bits ^ (bits >> 31)
    }

    mutating func next(below limit: Int) -> Int { Int(next() % UInt64(limit)) }
    /// In 0..<1.
    mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }
}
