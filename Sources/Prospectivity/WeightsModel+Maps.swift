package import KernelTypes

extension WeightsModel {
    /// Writes posterior probability, its deviation and the confidence of each cell; NaN where all evidence is missing.
    ///
    /// All strips have the same rows; the inputs stand in the order of `tables`.
    package func apply(to inputs: [Strip], posterior: Strip, deviation: Strip, confidence: Strip) {
        posterior.cells.withMutableSpan { posterior in
            deviation.cells.withMutableSpan { deviation in
                confidence.cells.withMutableSpan { confidence in
                    forEachCell(of: inputs) { index, estimate in
                        posterior[index] = Float(estimate.posterior)
                        deviation[index] = Float(estimate.deviation)
                        confidence[index] = Float(estimate.confidence)
                    }
                }
            }
        }
    }

    /// Writes what each evidence adds to a cell's log-odds: its weight, 0 where it is missing; NaN where all are.
    package func contributions(of inputs: [Strip], into outputs: [Strip]) {
        precondition(inputs.count == layers.count && outputs.count == layers.count, "a strip an evidence")
        var isMissing = [Bool](repeating: true, count: inputs.first?.cells.count ?? 0)
        for (layer, strip) in zip(layers, inputs) {
            strip.cells.withSpan { span in
                for index in span.indices where isMissing[index] {
                    isMissing[index] = layer.state(of: span[index]) == 0
                }
            }
        }
        for (layer, (input, output)) in zip(layers, zip(inputs, outputs)) {
            let weights = layer.states.map { Float($0.weight) }
            input.cells.withSpan { input in
                output.cells.withMutableSpan { output in
                    for index in input.indices {
                        output[index] = isMissing[index] ? .nan : weights[layer.state(of: input[index])]
                    }
                }
            }
        }
    }

    /// Sums the posterior over the study area, and its variance over the unique conditions; row by row, so that strips
    /// do not matter.
    ///
    /// s²(T) = Σ (unit cells of a condition · s(P))², as in ArcSDM's Agterberg-Cheng test.
    mutating func sumPosterior(over scan: EvidenceScan) throws {
        var counts = [Int](repeating: 0, count: combinations.count)
        var sum = 0.0
        try scan { strips in
            if combinations.isEmpty {
                forEachCell(of: strips) { _, estimate in
                    if !estimate.posterior.isNaN { sum += estimate.posterior }
                }
            } else {
                for combination in combinationOfCells(strips) { counts[combination] += 1 }
            }
        }
        var variance = 0.0
        for (combination, count) in zip(combinations, counts) where !combination.posterior.isNaN {
            sum += combination.posterior * Double(count)
            let part = combination.deviation * Double(count)
            variance += part * part
        }
        let unitsOfCell = cellSquareKilometres / unitCell
        expectedPoints = sum * unitsOfCell
        if !combinations.isEmpty { expectedDeviation = variance.squareRoot() * unitsOfCell }
    }

    func forEachCell(of inputs: [Strip], _ body: (Int, Estimate) -> Void) {
        precondition(inputs.count == layers.count, "a strip an evidence")
        if combinations.isEmpty {
            forEachCellInBlocks(of: inputs, body)
        } else {
            for (index, combination) in combinationOfCells(inputs).enumerated() {
                body(index, combinations[combination])
            }
        }
    }

    /// The states of each cell as one number, the first evidence running fastest.
    private func combinationOfCells(_ inputs: [Strip]) -> [Int] {
        precondition(inputs.count == layers.count, "a strip an evidence")
        var combined = [Int](repeating: 0, count: inputs.first?.cells.count ?? 0)
        var stride = 1
        for (layer, strip) in zip(layers, inputs) {
            precondition(strip.cells.count == combined.count, "strips of the same rows")
            strip.cells.withSpan { span in
                // A map of classes has long runs of one value, so the last answer is often right again.
                var last = (value: Float.nan, part: 0)
                for index in span.indices {
                    if span[index] != last.value { last = (span[index], layer.state(of: span[index]) * stride) }
                    combined[index] += last.part
                }
            }
            stride *= layer.states.count
        }
        return combined
    }

    /// For too many combinations to list: the layers one after the other over some cells, with the very sums of
    /// `estimate`, which cells with missing evidence go through by themselves.
    private func forEachCellInBlocks(of inputs: [Strip], _ body: (Int, Estimate) -> Void) {
        let block = 1024
        let count = inputs.first?.cells.count ?? 0
        let first = SIMD2(Self.priorLogit(points: points, units: squareKilometres / unitCell), 1 / Double(points))
        var sums = [SIMD2<Double>](repeating: first, count: block)
        var missing = [UInt8](repeating: 0, count: block)
        sums.withUnsafeMutableBufferPointer { sums in
            missing.withUnsafeMutableBufferPointer { missing in
                guard let sum = sums.baseAddress, let isMissing = missing.baseAddress else { return }
                for start in stride(from: 0, to: count, by: block) {
                    let length = min(block, count - start)
                    sums.update(repeating: first)
                    missing.update(repeating: 0)
                    for (layer, input) in zip(layers, inputs) {
                        layer.add(input.cells.base + start, count: length, to: sum, missing: isMissing)
                    }
                    for index in 0..<length {
                        guard isMissing[index] == 0 else {
                            body(
                                start + index,
                                estimate(zip(layers, inputs).map { $0.state(of: $1.cells[start + index]) }))
                            continue
                        }
                        body(start + index, Self.estimate(logit: sum[index].x, variance: sum[index].y))
                    }
                }
            }
        }
        withExtendedLifetime(inputs) {}
    }
}
