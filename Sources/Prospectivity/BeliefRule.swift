package import KernelTypes

/// Belief functions of classes, joined by Dempster's rule.
package struct BeliefRule: Hashable, Sendable, Codable, CellRule {
    package struct Layer: Hashable, Sendable, Codable {
        package var classes: EvidenceClasses
        /// One a class.
        package var beliefs: [Belief]

        func belief(of value: Float) -> Belief { classes.index(of: value).map { beliefs[$0] } ?? .unknown }
    }

    package var layers: [Layer]

    package var isProbability: Bool { false }
    package var contributionUnit: String { "belief" }

    /// The joint belief of a cell; `nil` where all evidence is missing.
    package func belief(of values: [Float]) -> Belief? {
        guard values.contains(where: \.isFinite) else { return nil }
        var joined = Belief.unknown
        for (layer, value) in zip(layers, values) { joined = joined.joined(with: layer.belief(of: value)) }
        return joined
    }

    /// Belief, and as its deviation what is left open.
    package func score(_ inputs: [Strip], into score: Strip, deviation: Strip?) {
        forEachCell(inputs) { index, belief in
            score.cells[index] = belief.map { Float($0.belief) } ?? .nan
            deviation?.cells[index] = belief.map { Float($0.uncertainty) } ?? .nan
        }
    }

    /// Writes disbelief and plausibility.
    func bounds(_ inputs: [Strip], disbelief: Strip, plausibility: Strip) {
        forEachCell(inputs) { index, belief in
            disbelief.cells[index] = belief.map { Float($0.disbelief) } ?? .nan
            plausibility.cells[index] = belief.map { Float($0.plausibility) } ?? .nan
        }
    }

    private func forEachCell(_ inputs: [Strip], _ body: (Int, Belief?) -> Void) {
        precondition(inputs.count == layers.count, "a strip an evidence")
        var values = [Float](repeating: .nan, count: inputs.count)
        for index in 0..<(inputs.first?.cells.count ?? 0) {
            for (place, input) in inputs.enumerated() { values[place] = input.cells[index] }
            body(index, belief(of: values))
        }
    }

    package func contributions(of inputs: [Strip], into outputs: [Strip]) {
        for index in 0..<(inputs.first?.cells.count ?? 0) {
            let isKnown = inputs.contains { $0.cells[index].isFinite }
            for (layer, (input, output)) in zip(layers, zip(inputs, outputs)) {
                output.cells[index] = isKnown ? Float(layer.belief(of: input.cells[index]).belief) : .nan
            }
        }
    }
}
