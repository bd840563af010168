package import KernelTypes
import Kernels
package import Operations
package import Survey

/// How fast a strip transform is on layers that lie in memory, beside what the memory itself allows.
package struct TransformBenchmark: Sendable {
    /// What was measured.
    package struct Result: Sendable, Codable {
        package var operation: String
        package var parameters: [String: ParameterValue]
        package var tier: String
        package var threads: Int
        package var layers: Int
        package var cells: Int
        /// Seconds of each round.
        package var seconds: [Double]
        /// Output cells a second, of the median round, in millions.
        package var megacells: Double
        /// Bytes that have to be read and written, a second, in gigabytes.
        package var gigabytes: Double
        /// The same for plain copying with as many threads, right before and after.
        package var copyGigabytes: Double
        /// Their ratio.
        package var bandwidthShare: Double
    }

    private let transform: any StripTransform.Type
    private let parameters: [String: ParameterValue]
    private let threads: Int

    /// A benchmark of the operation of this name, or an error that says which there are.
    package init(_ name: String, _ given: [String: ParameterValue], threads: Int) throws(OperationError) {
        let operation = try Worker.catalog.operation(name)
        guard let transform = Registry.transforms.first(where: { $0.declaration.name == name }) else {
            throw OperationError(
                code: .unknownOperation, operation: name, key: "", reason: "it is not done strip by strip",
                remedy: "name one of " + Registry.transforms.map { $0.declaration.name }.joined(separator: ", "))
        }
        self.transform = transform
        self.threads = max(1, threads)
        parameters = try operation.resolve(given)
    }

    /// Runs it some rounds over layers of equal shape; gives the figures and the cells of the last round.
    package func run(
        _ layers: [Strip], on grid: AnalysisGrid, rounds: Int, clock: () -> Double
    ) throws -> (result: Result, output: Cells) {
        let output = Cells(count: grid.cellCount)
        let whole = Strip(cells: output, columns: grid.columns, rows: 0..<grid.rows, rasterRows: grid.rows)
        var seconds: [Double] = []
        let before = copyRate(layers[0].cells, output, clock)
        for _ in 0..<rounds {
            let start = clock()
            var transform: any StripTransform = try transform.init(parameters, on: grid)
            let height = StripWork.height(of: grid, layers: layers.count, halo: transform.halo)
            let bands = grid.bands(ofAtMost: height)
            try transform.learn { input, visit in for band in bands { visit(layers[input].part(band)) } }
            let learned = transform
            try StripWork.inParallel(bands, threads: threads) { band in
                let reach = max(0, band.lowerBound - learned.halo)..<min(grid.rows, band.upperBound + learned.halo)
                learned.apply(to: layers.map { $0.part(reach) }, into: whole.part(band))
            }
            seconds.append(clock() - start)
        }
        let scratch = Cells(count: output.count)
        let copy = max(before, copyRate(output, scratch, clock))
        let median = seconds.sorted()[seconds.count / 2]
        let bytes = Double(grid.cellCount) * 4 * Double(layers.count + 1)
        return (
            Result(
                operation: transform.declaration.name, parameters: parameters, tier: Kernels.Tier.detected.rawValue,
                threads: threads,
                layers: layers.count, cells: grid.cellCount, seconds: seconds,
                megacells: Double(grid.cellCount) / median / 1e6, gigabytes: bytes / median / 1e9,
                copyGigabytes: copy, bandwidthShare: bytes / median / 1e9 / copy),
            output
        )
    }

    /// Gigabytes a second that are read and written by copying, the best of five rounds.
    private func copyRate(_ source: Cells, _ target: Cells, _ clock: () -> Double) -> Double {
        let share = (source.count + threads - 1) / threads
        var best = 0.0
        for _ in 0..<5 {
            let start = clock()
            do {
                try StripWork.inParallel(Array(0..<threads), threads: threads) { part in
                    let range = min(source.count, part * share)..<min(source.count, (part + 1) * share)
                    (target.base + range.lowerBound).update(from: source.base + range.lowerBound, count: range.count)
                }
            } catch {
                preconditionFailure("copying throws nothing")
            }
            best = max(best, Double(source.count) * 8 / (clock() - start) / 1e9)
        }
        return best
    }
}
