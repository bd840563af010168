package import KernelTypes
import Survey

/// Visits all evidence together from north to south: each visit has the same rows of every evidence, in order.
///
/// Callable as often as passes are needed.
package typealias EvidenceScan = (_ visit: ([Strip]) -> Void) throws -> Void

/// What was counted over all evidence: the classes, their cells and their training points.
struct EvidenceCensus {
    /// One evidence.
    struct Layer {
        var classes: EvidenceClasses
        /// Cells of each class.
        var cells: [Int]
        /// Training points of each class.
        var points: [Int]
        /// Whether its classes are quantiles that nobody asked for.
        var isBinned = false
    }

    private(set) var layers: [Layer] = []
    /// Cells where at least one evidence is known.
    private(set) var studyCells = 0
    /// Training points on such cells.
    private(set) var studyPoints = 0

    /// Counts in one pass; evidence that turns out to be continuous takes a few more for its quantiles.
    ///
    /// `limits` has an entry for each evidence that has given class limits, `cuts` for one that is to have a single
    /// limit if it is continuous. The result does not depend on the strips.
    init(
        of evidence: Int, limits: [Int: [Double]], cuts: [Int: Double], bins: Int, training: TrainingPoints,
        scan: EvidenceScan
    ) throws {
        var tallies = (0..<evidence).map { _ in ValueTally() }
        var binCells = (0..<evidence).map { [Int](repeating: 0, count: (limits[$0]?.count ?? 0) + 1) }
        var values = [[Float]](repeating: [Float](repeating: .nan, count: evidence), count: training.cells.count)
        var studyCells = 0
        try scan { strips in
            precondition(strips.count == evidence, "a visit has a strip of every evidence")
            for point in training.points(on: strips.first?.rows ?? 0..<0) {
                let cell = training.cells[point]
                for layer in strips.indices { values[point][layer] = strips[layer][cell.column, cell.row] }
            }
            var isKnown = [UInt8](repeating: 0, count: strips.first?.cells.count ?? 0)
            for layer in strips.indices {
                let cells = strips[layer].cells
                if limits[layer] == nil {
                    isKnown.withUnsafeMutableBufferPointer { isKnown in
                        guard let base = isKnown.baseAddress else { return }
                        tallies[layer].add(cells.base, count: cells.count, known: base)
                    }
                    continue
                }
                let classes = EvidenceClasses.limits(limits[layer] ?? [])
                cells.withSpan { span in
                    for index in span.indices where span[index].isFinite {
                        isKnown[index] = 1
                        if let bin = classes.index(of: span[index]) { binCells[layer][bin] += 1 }
                    }
                }
            }
            studyCells += isKnown.reduce(0) { $0 + Int($1) }
        }
        self.studyCells = studyCells
        self.studyPoints = values.count { $0.contains(where: \.isFinite) }

        var continuous: [Int] = []
        for index in 0..<evidence {
            guard limits[index] == nil else {
                layers.append(Layer(classes: .limits(limits[index] ?? []), cells: binCells[index], points: []))
                continue
            }
            let counts = tallies[index].counts()
            layers.append(Layer(classes: .values(counts.map(\.value)), cells: counts.map(\.cells), points: []))
            if tallies[index].isContinuous(bins: bins) { continuous.append(index) }
        }
        try bin(continuous, into: bins, cuts: cuts, scan: scan)
        for index in layers.indices {
            layers[index].points = [Int](repeating: 0, count: layers[index].classes.count)
            for point in values {
                if let found = layers[index].classes.index(of: point[index]) { layers[index].points[found] += 1 }
            }
        }
    }

    /// Classes continuous evidence at its cut, or by its quantiles, so that each class has about as many cells.
    private mutating func bin(_ continuous: [Int], into bins: Int, cuts: [Int: Double], scan: EvidenceScan) throws {
        guard !continuous.isEmpty else { return }
        for layer in continuous { layers[layer].isBinned = cuts[layer] == nil }
        let quantiles = try self.quantiles(of: continuous.filter { layers[$0].isBinned }, bins: bins, scan: scan)
        for layer in continuous {
            let limits = quantiles[layer] ?? cuts[layer].map { [$0] } ?? []
            layers[layer].classes = .limits(limits)
            layers[layer].cells = [Int](repeating: 0, count: limits.count + 1)
        }
        try scan { strips in
            for layer in continuous {
                let classes = layers[layer].classes
                var cells = [Int](repeating: 0, count: classes.count)
                strips[layer].cells.withSpan { span in
                    for index in span.indices {
                        if let bin = classes.index(of: span[index]) { cells[bin] += 1 }
                    }
                }
                layers[layer].cells = zip(layers[layer].cells, cells).map(+)
            }
        }
    }

    private func quantiles(of continuous: [Int], bins: Int, scan: EvidenceScan) throws -> [Int: [Double]] {
        var selectors = continuous.map { _ in Selector(fractions: (0..<bins).map { Double($0) / Double(bins) }) }
        while !selectors.allSatisfy(\.isDone) {
            try scan { strips in
                for (position, layer) in continuous.enumerated() where !selectors[position].isDone {
                    selectors[position].add(strips[layer].cells)
                }
            }
            for position in selectors.indices where !selectors[position].isDone { selectors[position].endPass() }
        }
        var quantiles: [Int: [Double]] = [:]
        for (position, layer) in continuous.enumerated() {
            // Ties give equal quantiles; they bound one class, not several empty ones.
            let values = selectors[position].values
            var limits: [Double] = []
            for value in values.dropFirst() where value > limits.last ?? values[0] && value.isFinite {
                limits.append(value)
            }
            quantiles[layer] = limits
        }
        return quantiles
    }
}
