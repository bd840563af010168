import KernelTypes

extension ApplyModelProcedure {
    /// How far an area's evidence leaves what a model has seen.
    struct Extent: Sendable {
        /// Cells with any evidence.
        var known = 0
        /// Cells of which any evidence is outside.
        var outside = 0
        /// The same by evidence.
        var outsideOf: [Int]
        var lowest: [Float]
        var highest: [Float]

        var share: Double { known == 0 ? 0 : Double(outside) / Double(known) }

        init(evidence: Int) {
            outsideOf = [Int](repeating: 0, count: evidence)
            lowest = [Float](repeating: .infinity, count: evidence)
            highest = [Float](repeating: -.infinity, count: evidence)
        }

        /// Looks at some rows, and writes the least similarity of each cell; NaN where nothing is known.
        init(of inputs: [Strip], _ profiles: [EvidenceProfile], into output: Strip) {
            self.init(evidence: inputs.count)
            for cell in 0..<output.cells.count {
                var least = Float.nan
                for (index, input) in inputs.enumerated() {
                    let value = input.cells[cell]
                    let similarity = profiles[index].similarity(of: value)
                    guard !similarity.isNaN else { continue }
                    lowest[index] = min(lowest[index], value)
                    highest[index] = max(highest[index], value)
                    if similarity < 0 { outsideOf[index] += 1 }
                    least = least.isNaN ? similarity : min(least, similarity)
                }
                output.cells[cell] = least
                if !least.isNaN { known += 1 }
                if least < 0 { outside += 1 }
            }
        }

        func merged(with other: Extent) -> Extent {
            var merged = self
            merged.known += other.known
            merged.outside += other.outside
            for index in outsideOf.indices {
                merged.outsideOf[index] += other.outsideOf[index]
                merged.lowest[index] = min(lowest[index], other.lowest[index])
                merged.highest[index] = max(highest[index], other.highest[index])
            }
            return merged
        }
    }
}
