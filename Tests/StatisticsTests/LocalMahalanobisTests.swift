import KernelTypes
import Linear
import Operations
import Survey
import TestBench
import Testing

@testable import Statistics

@Suite struct LocalMahalanobisTests {
    /// Two correlated layers of 20 x 16 cells with gaps, and a cell that fits neither.
    private let world = {
        var random = SeededNumbers(6)
        var layers: [[Float]] = [[], []]
        for index in 0..<320 {
            let x = random.unit()
            layers[0].append(index % 37 == 3 ? .nan : Float(50_000 + 10 * x))
            layers[1].append(Float(x + 0.3 * random.unit()))
        }
        layers[1][170] = 3
        return LayerWorld(layers: layers)
    }()

    private func bench(threads: Int = 2) -> MemoryBench {
        let bench = world.bench(columns: 20)
        bench.threads = threads
        return bench
    }

    @Test func `distances are those of a direct sum over each ring`() throws {
        let bench = bench()
        try bench.run(LocalMahalanobis.self, ["window": 7, "guard": 3, "ridge": 0.01])
        let found = try bench.strip("out").cells.values
        let valid = (0..<320).filter { cell in world.layers.allSatisfy { $0[cell].isFinite } }
        let variances = world.layers.map { layer -> Double in
            let values = valid.map { Double(layer[$0]) }
            let mean = values.reduce(0, +) / Double(values.count)
            return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
        }
        for cell in valid {
            let ring = valid.filter { other in
                let (x, y) = (abs(other % 20 - cell % 20), abs(other / 20 - cell / 20))
                return max(x, y) <= 3 && max(x, y) > 1
            }
            let n = Double(ring.count)
            let means = world.layers.map { layer in ring.reduce(0.0) { $0 + Double(layer[$1]) } / n }
            var matrix = Matrix(rows: 2, columns: 2)
            for a in 0..<2 {
                for b in 0..<2 {
                    matrix[a, b] =
                        ring.reduce(0.0) { sum, place in
                            let left = Double(world.layers[a][place]) - means[a]
                            return sum + left * (Double(world.layers[b][place]) - means[b])
                        } / n
                }
                matrix[a, a] += 0.01 * variances[a]
            }
            let deviation = (0..<2).map { Double(world.layers[$0][cell]) - means[$0] }
            let solved = try Cholesky(matrix).solve(deviation)
            let direct = zip(deviation, solved).reduce(0.0) { $0 + $1.0 * $1.1 }
            #expect(isNear(Double(found[cell]), direct, 1e-5))
        }
        #expect(found.indices.filter { found[$0].isNaN } == (0..<320).filter { !valid.contains($0) })
        #expect(found.indices.max { found[$0].isNaN ? true : found[$0] < found[$1] } == 170)
    }

    @Test func `threads do not show in the bits and the threshold is the quantile`() throws {
        var results: Set<[UInt32]> = []
        for threads in [1, 2, 4] {
            let bench = bench(threads: threads)
            try bench.run(LocalMahalanobis.self, ["window": 9, "guard": 1, "quantile": 1])
            let cells = try bench.strip("out").cells.values
            results.insert(cells.map(\.bitPattern))
            #expect(bench.figures["threshold"] == Double(cells.filter { !$0.isNaN }.max() ?? 0))
        }
        #expect(results.count == 1)
    }

    @Test func `an even window and a guard as wide as the window are refused`() {
        let huge = #expect(throws: OperationError.self) { try bench().run(LocalMahalanobis.self, ["window": 99]) }
        #expect(huge?.key == "window" && huge?.remedy.hasPrefix("write an odd number in 3...") == true)
        let even = #expect(throws: OperationError.self) { try bench().run(LocalMahalanobis.self, ["window": 8]) }
        #expect(even?.remedy == "write 7 or 9")
        let wide = #expect(throws: OperationError.self) {
            try bench().run(LocalMahalanobis.self, ["window": 7, "guard": 7])
        }
        #expect(wide?.key == "guard")
    }
}
