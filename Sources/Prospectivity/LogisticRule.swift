package import KernelTypes
import Kernels

/// A logistic regression as it scores cells: log-odds as a sum of terms.
package struct LogisticRule: Hashable, Sendable, Codable, CellRule {
    /// One column of the regression.
    package struct Term: Hashable, Sendable, Codable {
        /// Index of its evidence.
        package var evidence: Int
        /// The class that it stands for; `nil` for the value itself.
        package var category: Float?
        /// Subtracted before the coefficient applies, so that a typical cell adds nothing.
        package var mean: Double
        /// Divided by after that; 1 for a class.
        package var scale: Double
        /// Log-odds for one scale.
        package var coefficient: Double
        package var standardError: Double

        /// The column's entry for a value of its evidence; 0 where that is missing.
        func entry(_ value: Float) -> Double {
            guard value.isFinite else { return 0 }
            if let category { return (value == category ? 1 : 0) - mean }
            return (Double(value) - mean) / scale
        }

        /// The variance of its entry over the training cases, which a missing value leaves open.
        package var spread: Double
    }

    package var terms: [Term]
    package var intercept: Double
    package var interceptError: Double
    /// Of the intercept and the terms, row-major.
    package var covariance: [Double]
    package var evidenceCount: Int

    package var isProbability: Bool { true }
    package var contributionUnit: String { "log-odds" }

    package func score(_ inputs: [Strip], into score: Strip, deviation: Strip?) {
        precondition(inputs.count == evidenceCount, "a strip an evidence")
        Kernels.best.logistic(
            kernelTerms(inputs), intercept: intercept, count: score.cells.count, into: score.cells.base)
        if let deviation { write(deviation, inputs) }
        withExtendedLifetime(inputs) {}
    }

    /// The terms over their strips; evidence without a term counts as known where it has a value.
    private func kernelTerms(_ inputs: [Strip]) -> [Kernels.LogisticTerm] {
        let own = terms.map { term in
            let slope = term.category == nil ? term.coefficient / term.scale : term.coefficient
            return Kernels.LogisticTerm(
                inputs[term.evidence].cells.base, category: term.category, slope: slope, offset: slope * term.mean)
        }
        let used = Set(terms.map(\.evidence))
        return own
            + inputs.indices.filter { !used.contains($0) }.map {
                Kernels.LogisticTerm(inputs[$0].cells.base, category: nil, slope: 0, offset: 0)
            }
    }

    private func write(_ deviation: Strip, _ inputs: [Strip]) {
        var sums = LogisticSums(terms: terms.count)
        for start in stride(from: 0, to: deviation.cells.count, by: LogisticSums.block) {
            let length = min(LogisticSums.block, deviation.cells.count - start)
            sums.start(at: intercept, inputs, start, length)
            for (number, term) in terms.enumerated() {
                sums.add(term, number, inputs[term.evidence].cells.base + start, length)
            }
            deviation.cells.part(start..<start + length).withMutableSpan { deviations in
                for index in 0..<length {
                    guard sums.isKnown[index] != 0 else {
                        deviations[index] = .nan
                        continue
                    }
                    let p = Logistic.probability(sums.logits[index])
                    let variance = variance(sums.entries, index, LogisticSums.block) + sums.open[index]
                    deviations[index] = Float(p * (1 - p) * variance.squareRoot())
                }
            }
        }
    }

    /// xᵀ V x of one cell of a block.
    private func variance(_ entries: [Double], _ index: Int, _ block: Int) -> Double {
        let size = terms.count + 1
        var sum = 0.0
        for row in 0..<size {
            let x = row == 0 ? 1 : entries[row * block + index]
            guard x != 0 else { continue }
            var part = 0.0
            for column in 0..<size {
                part += covariance[row * size + column] * (column == 0 ? 1 : entries[column * block + index])
            }
            sum += x * part
        }
        return max(0, sum)
    }

    package func contributions(of inputs: [Strip], into outputs: [Strip]) {
        precondition(inputs.count == evidenceCount && outputs.count == evidenceCount, "a strip an evidence")
        let count = inputs.first?.cells.count ?? 0
        for index in 0..<count {
            let isKnown = inputs.contains { $0.cells[index].isFinite }
            for output in outputs { output.cells[index] = isKnown ? 0 : .nan }
            guard isKnown else { continue }
            var sums = [Double](repeating: 0, count: evidenceCount)
            for term in terms {
                sums[term.evidence] += term.coefficient * term.entry(inputs[term.evidence].cells[index])
            }
            for (output, sum) in zip(outputs, sums) { output.cells[index] = Float(sum) }
        }
    }
}
