package import KernelTypes

extension FuzzyTree: CellRule {
    package var isProbability: Bool { false }
    package var contributionUnit: String { "membership" }

    /// The rule is taken as certain, so that it has no deviation of its own.
    package func score(_ inputs: [Strip], into score: Strip, deviation: Strip?) {
        precondition(inputs.count == evidence.count, "a strip an evidence")
        var values = [Float](repeating: .nan, count: inputs.count)
        for index in 0..<score.cells.count {
            for (place, input) in inputs.enumerated() { values[place] = input.cells[index] }
            let membership = membership(of: values)
            score.cells[index] = Float(membership)
            deviation?.cells[index] = membership.isNaN ? .nan : 0
        }
    }

    /// The membership of each evidence by itself, the greatest where it is used twice; NaN where the cell has no score.
    package func contributions(of inputs: [Strip], into outputs: [Strip]) {
        var values = [Float](repeating: .nan, count: inputs.count)
        for index in 0..<(inputs.first?.cells.count ?? 0) {
            for (place, input) in inputs.enumerated() { values[place] = input.cells[index] }
            var found = [Double](repeating: 0, count: inputs.count)
            collect(root, values, into: &found)
            let isKnown = !membership(of: values).isNaN
            for (output, membership) in zip(outputs, found) {
                output.cells[index] = isKnown ? Float(membership) : .nan
            }
        }
    }

    private func collect(_ node: Node, _ values: [Float], into found: inout [Double]) {
        switch node {
        case .evidence(let index, _, _):
            let own = FuzzyTree(root: node, evidence: evidence).membership(of: values)
            found[index] = max(found[index], own)
        case .join(_, _, let parts):
            for part in parts { collect(part, values, into: &found) }
        }
    }
}
