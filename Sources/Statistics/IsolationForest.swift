import KernelTypes
package import Operations
import Survey

/// How easily each cell is cut off from all others.
package struct IsolationForest: Procedure {
    package static let declaration = Operation(
        name: "isolation-forest",
        summary: "Gives each cell a score in 0...1 that is high where few random cuts set it apart from the others.",
        family: .anomaly, inputs: [.layers],
        parameters: [
            Parameter("trees", .integer(from: 1, to: 10_000), default: 100, "trees in the forest"),
            Parameter(
                "sample", .integer(from: 2, to: 4_096), unit: "cells", default: 256,
                "cells that a tree is grown on, drawn without replacement"),
            .quantile, .seed,
        ],
        outputs: [.init("out", .raster)], memory: .twoPass,
        formula: """
            score = 2^(-E h / c(ψ)): E h is the mean over trees of the cuts on the way to the cell's leaf, plus c(n) \
            for the n cells of a leaf not cut further; c(n) = 2 H(n-1) - 2 (n-1)/n, H(i) = ln i + 0.5772. A cut is \
            even over the range of one of the layers that differ among a node's cells; trees end at depth ⌈log2 ψ⌉. \
            Cells where all layers have a finite value. The figure 'threshold' is the exact quantile of the scores.
            """,
        source: "Liu, Ting and Zhou (2008), Isolation Forest, ICDM.")

    private let settings: Settings
    private let trees: Int
    private let sampleSize: Int
    private let quantile: Double

    package init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        trees = try settings.integer("trees")
        sampleSize = try settings.integer("sample")
        quantile = try settings.number("quantile")
    }

    private static let block = 256

    package func run(at bench: any Workbench) throws {
        let stack = try LayerStack("in", at: bench, of: settings)
        let moments = try stack.crossMoments(at: bench, of: settings, least: 2)
        guard (0..<stack.count).contains(where: { moments.product($0, $0) > 0 }) else {
            throw settings.unfit("every layer has one value everywhere", "give layers that vary")
        }
        let forest = try grow(stack, bench)
        // A lone cell's path in a tree of as many cells as there are.
        let scale = -1 / (Double(trees) * IsolationTree.meanPath(min(sampleSize, moments.count)))
        let scores = try bench.scratch(on: stack.grid)
        let out = try bench.raster("out", on: stack.grid, unit: "")
        try stack.map(at: bench, into: [scores, out]) { row, results in
            Self.score(row, forest, scale: scale, into: results[0])
            results[1].update(from: results[0], count: row.count)
        }
        try scores.finish()
        bench.record("threshold", try exactQuantile(quantile, of: scores, at: bench))
        bench.record("cells", Double(moments.count))
    }

    /// Trees on cells of one sample, drawn for all: each tree has its own part where there are enough cells.
    private func grow(_ stack: LayerStack, _ bench: any Workbench) throws -> [IsolationTree] {
        let seed = try settings.seed()
        let pool = try stack.sample(min(trees * sampleSize, 1 << 20), seed: seed, at: bench)
        let size = min(sampleSize, pool.count)
        let depth = max(1, Int(Elementary.log2(Double(size)).rounded(.up)))
        let layers = stack.count
        let grown = OrderedMerge<[IsolationTree], IsolationTree>([]) { $0.append($1) }
        try bench.inParallel(trees) { index in
            var random = SeededNumbers(seed &+ 1, stream: index)
            let cells = random.distinct(size, below: pool.count).flatMap { pool.cell($0) }
            let tree = IsolationTree(cells, variables: layers, depth: depth, block: Self.block, random: &random)
            grown.give([tree], of: index)
        }
        return grown.result
    }

    private static func score(
        _ row: LayerRow, _ forest: [IsolationTree], scale: Double, into results: UnsafeMutablePointer<Float>
    ) {
        let planes = Cells(count: block * row.layers)
        var places = [Int32](repeating: 0, count: block)
        for start in stride(from: 0, to: row.count, by: block) {
            let count = min(block, row.count - start)
            for layer in 0..<row.layers {
                (planes.base + layer * block).update(from: row.layer(layer) + start, count: count)
            }
            let totals = results + start
            for index in 0..<count { totals[index] = 0 }
            places.withUnsafeMutableBufferPointer { places in
                guard let base = places.baseAddress else { return }
                for tree in forest { tree.add(planes.base, count: count, places: base, to: totals) }
            }
            for index in 0..<count {
                totals[index] = Float(Elementary.exp(Double(totals[index]) * scale * 0.69314718055994530942))
            }
        }
    }
}
