import KernelTypes
import Operations
import Survey
import TestBench

@testable import Prospectivity

/// A country of hills and noise with deposits on the hills: 48 by 48 cells of 500 m.
struct PlantedWorld {
    static let side = 48
    let grid = AnalysisGrid(
        crs: "EPSG:32641", west: 300_000, north: 3_300_000, cellWidth: 500, cellHeight: 500, columns: side, rows: side)
    /// High where deposits are.
    var hills: [Float] = []
    /// Noise that tells nothing.
    var noise: [Float] = []
    var deposits: [Occurrence] = []

    /// Plants deposits by the odds that the hills give; `follows` false scatters them instead.
    init(seed: UInt64, deposits count: Int, follows: Bool = true) {
        var random = SplitMix(seed: seed)
        let centres = (0..<9).map { _ in (x: random.unit() * 48, y: random.unit() * 48) }
        for cell in 0..<(Self.side * Self.side) {
            let (x, y) = (Double(cell % Self.side), Double(cell / Self.side))
            var height = 0.0
            for centre in centres {
                let square = (x - centre.x) * (x - centre.x) + (y - centre.y) * (y - centre.y)
                height += Elementary.exp(-square / 18)
            }
            hills.append(Float(height + 0.15 * random.unit()))
            noise.append(Float(random.unit()))
        }
        while deposits.count < count {
            let cell = random.next(below: hills.count)
            let odds = follows ? Elementary.exp(5 * (Double(hills[cell]) - 1)) : 1
            guard random.unit() < odds else { continue }
            deposits.append(
                Occurrence(
                    name: "d\(deposits.count)", location: grid.centre(column: cell % Self.side, row: cell / Self.side)))
        }
    }

    /// A bench with evidence `hills` and `noise` and the deposits.
    func bench() -> MemoryBench {
        let bench = MemoryBench()
        bench.put(Strip(columns: Self.side, values: hills), on: grid, as: "evidence", named: "hills")
        bench.put(Strip(columns: Self.side, values: noise), on: grid, as: "evidence", named: "noise")
        bench.put(occurrences: deposits, as: "training")
        return bench
    }

    /// The same as a sample: every third cell for the area, every third but one to learn from.
    func sample() -> TrainingSample {
        let cells = deposits.compactMap { grid.cell(at: $0.location) }.map { $0.row * Self.side + $0.column }
        let others = (0..<hills.count).filter { !cells.contains($0) }
        let rows = cells + others
        return TrainingSample(
            evidence: ["hills", "noise"], columns: [rows.map { hills[$0] }, rows.map { noise[$0] }],
            places: rows.map { grid.centre(column: $0 % Self.side, row: $0 / Self.side) },
            points: Array(cells.indices),
            negatives: (cells.count..<rows.count).filter { $0 % 3 == 1 },
            area: (cells.count..<rows.count).filter { $0 % 3 == 0 }, units: Double(hills.count) * 0.25)
    }
}
