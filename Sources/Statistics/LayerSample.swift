import KernelTypes
import Operations
import Survey

/// Some cells of a stack of layers: values cell after cell, in the order of the raster.
struct LayerSample: Sendable {
    let layers: Int
    /// `layers` values a cell.
    let values: [Float]
    /// Cells of the raster with a value in every layer, of which these are a part.
    let valid: Int

    var count: Int { values.count / layers }

    func cell(_ index: Int) -> ArraySlice<Float> { values[(index * layers)..<((index + 1) * layers)] }
}

extension LayerStack {
    /// At most `count` of the cells with a value in every layer, drawn without replacement; all where there are fewer.
    func sample(_ count: Int, seed: UInt64, at bench: any Workbench) throws -> LayerSample {
        let counts = try fold(at: bench, stage: "counting cells", into: [Int](), row: { $0.count }) { $0.append($1) }
        let valid = counts.reduce(0, +)
        var random = SeededNumbers(seed)
        let chosen = random.distinct(min(count, valid), below: valid)
        // The ranks of each row's cells within the raster's valid ones.
        var starts: [Int] = []
        var total = 0
        for count in counts {
            starts.append(total)
            total += count
        }
        let bands = grid.bands(ofAtMost: bandRows)
        let collected = OrderedMerge<[Float], [Float]>([]) { $0 += $1 }
        let firsts = starts
        try bench.inParallel(bands.count) { index in
            let band = bands[index]
            var row = LayerRow(layers: layers.count, columns: grid.columns)
            let strips = try layers.map { try $0.strip(band) }
            var taken: [Float] = []
            for number in band {
                let range = Self.part(of: chosen, from: firsts[number], count: counts[number])
                guard !range.isEmpty else { continue }
                row.take(number, from: strips)
                for rank in range {
                    for layer in 0..<layers.count { taken.append(row.layer(layer)[chosen[rank] - firsts[number]]) }
                }
            }
            collected.give([taken], of: index)
        }
        return LayerSample(layers: layers.count, values: collected.result, valid: valid)
    }

    /// The places in ascending `numbers` of those in `start` ..< `start + count`.
    private static func part(of numbers: [Int], from start: Int, count: Int) -> Range<Int> {
        func place(of bound: Int) -> Int {
            var low = 0
            var high = numbers.count
            while low < high {
                let middle = (low + high) / 2
                if numbers[middle] < bound { low = middle + 1 } else { high = middle }
            }
            return low
        }
        return place(of: start)..<place(of: start + count)
    }
}
