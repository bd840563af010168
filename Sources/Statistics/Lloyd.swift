import KernelTypes

/// k-means of a sample in memory: k-means++ (Arthur and Vassilvitskii 2007), then Lloyd's (1982) iterations.
struct Lloyd: Sendable {
    private(set) var centres: [Float]
    /// Sum of squared distances to the nearest centre, before the last move.
    private(set) var squares = Double.infinity

    /// Clusters `values`, `variables` numbers a cell; `nil` where there are fewer different cells than centres.
    init?(_ values: [Float], variables: Int, centres count: Int, iterations: Int, random: inout SeededNumbers) {
        let cells = values.count / variables
        guard let first = Self.spread(values, variables, cells, count, &random) else { return nil }
        centres = first
        let blocks = Self.blocks(values, variables, cells)
        for _ in 0..<iterations {
            let before = squares
            move(blocks, variables, cells)
            if squares >= before { break }
        }
    }

    private static func square(
        _ values: UnsafeBufferPointer<Float>, _ a: Int, _ centres: UnsafeBufferPointer<Float>, _ b: Int,
        _ variables: Int
    ) -> Float {
        var sum: Float = 0
        for variable in 0..<variables {
            let difference = values[a * variables + variable] - centres[b * variables + variable]
            sum += difference * difference
        }
        return sum
    }

    /// First centres, each drawn with a chance in proportion to the squared distance from those before it.
    private static func spread(
        _ values: [Float], _ variables: Int, _ cells: Int, _ count: Int, _ random: inout SeededNumbers
    ) -> [Float]? {
        guard cells >= count else { return nil }
        var centres: [Float] = []
        var nearest = [Float](repeating: .infinity, count: cells)
        var chosen = random.below(cells)
        while true {
            centres += values[(chosen * variables)..<((chosen + 1) * variables)]
            if centres.count == count * variables { return centres }
            var total = 0.0
            values.withUnsafeBufferPointer { values in
                centres.withUnsafeBufferPointer { centres in
                    let last = centres.count / variables - 1
                    for cell in 0..<cells {
                        nearest[cell] = min(nearest[cell], square(values, cell, centres, last, variables))
                        total += Double(nearest[cell])
                    }
                }
            }
            guard total > 0 else { return nil }
            var rest = random.unit() * total
            // The last cell with a distance, should rounding leave a rest.
            chosen = nearest.lastIndex { $0 > 0 } ?? 0
            for cell in 0..<cells where nearest[cell] > 0 {
                rest -= Double(nearest[cell])
                if rest < 0 {
                    chosen = cell
                    break
                }
            }
        }
    }

    /// Moves each centre to the mean of the cells nearest to it; one without a cell stays.
    private mutating func move(_ blocks: [Cells], _ variables: Int, _ cells: Int) {
        let nearest = Centres(variables: variables, values: centres)
        var sums = CentreSums(centres: nearest.count, variables: variables)
        let squares = Cells(count: Centres.block)
        var numbers = [Int32](repeating: 0, count: Centres.block)
        numbers.withUnsafeMutableBufferPointer { numbers in
            guard let base = numbers.baseAddress else { return }
            for (index, block) in blocks.enumerated() {
                let count = min(Centres.block, cells - index * Centres.block)
                nearest.nearest(to: block.base, count: count, numbers: base, squares: squares.base)
                sums.add(block.base, count: count, variables: variables, numbers: base, squares: squares.base)
            }
        }
        for centre in 0..<nearest.count where sums.counts[centre] > 0 {
            for variable in 0..<variables {
                let place = centre * variables + variable
                centres[place] = Float(sums.sums[place] / Double(sums.counts[centre]))
            }
        }
        self.squares = sums.squares
    }

    /// The cells in blocks, variable after variable, as the search for the nearest centre takes them.
    private static func blocks(_ values: [Float], _ variables: Int, _ cells: Int) -> [Cells] {
        stride(from: 0, to: cells, by: Centres.block).map { start in
            let block = Cells(Array(repeating: 0, count: Centres.block * variables))
            for cell in start..<min(cells, start + Centres.block) {
                for variable in 0..<variables {
                    block.base[variable * Centres.block + cell - start] = values[cell * variables + variable]
                }
            }
            return block
        }
    }
}
