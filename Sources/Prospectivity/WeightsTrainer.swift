import KernelTypes
import Operations

/// Learns weights of evidence again and again from different points: classes and areas are counted once.
struct WeightsTrainer: ColumnDropping {
    struct Layer: Sendable {
        var setting: WeightsOfEvidence.Setting
        var classes: EvidenceClasses
        /// km² of each class.
        var squareKilometres: [Double]
    }

    var layers: [Layer]
    var unitCell: Double
    var studentisedLimit: Double

    init(_ model: WeightsModel, settings: [WeightsOfEvidence.Setting], studentisedLimit: Double) {
        layers = zip(model.tables, settings).map { table, setting in
            var areas = [Double](repeating: 0, count: table.classes.count)
            for row in table.rows { areas[row.index] = row.classSquareKilometres }
            return Layer(setting: setting, classes: table.classes, squareKilometres: areas)
        }
        unitCell = model.unitCell
        self.studentisedLimit = studentisedLimit
    }

    func train(on sample: TrainingSample, points: [Int], negatives: [Int]) throws -> any CellRule {
        let tables = try zip(layers, sample.columns).map { layer, column in
            var counts = layer.squareKilometres.map { WeightsTable.Count(squareKilometres: $0, points: 0) }
            for point in points {
                if let found = layer.classes.index(of: column[point]) { counts[found].points += 1 }
            }
            return try WeightsTable(
                evidence: layer.setting.name, scheme: layer.setting.scheme, classes: layer.classes, counts: counts,
                unitCell: unitCell, generalisation: layer.setting.generalisation, studentisedLimit: studentisedLimit)
        }
        let prior = Double(max(1, points.count)) / sample.units
        return WeightsSum(layers: tables.map(WeightsLayer.init), priorLogit: Logistic.logit(min(prior, 0.5)))
    }

    func without(_ evidence: Int) -> any ModelTrainer {
        var copy = self
        copy.layers.remove(at: evidence)
        return copy
    }
}

/// The posterior alone, without deviations: what judging needs, fast.
struct WeightsSum: CellRule {
    var layers: [WeightsLayer]
    var priorLogit: Double

    var isProbability: Bool { true }
    var contributionUnit: String { "log-odds" }

    func score(_ inputs: [Strip], into score: Strip, deviation: Strip?) {
        var logits = [Double](repeating: priorLogit, count: score.cells.count)
        var isKnown = [Bool](repeating: false, count: score.cells.count)
        for (layer, input) in zip(layers, inputs) {
            input.cells.withSpan { span in
                for index in span.indices {
                    let state = layer.state(of: span[index])
                    guard state != 0 else { continue }
                    isKnown[index] = true
                    logits[index] += layer.states[state].weight
                }
            }
        }
        for index in logits.indices {
            score.cells[index] = isKnown[index] ? Float(Logistic.probability(logits[index])) : .nan
            deviation?.cells[index] = .nan
        }
    }

    func contributions(of inputs: [Strip], into outputs: [Strip]) {
        for (layer, (input, output)) in zip(layers, zip(inputs, outputs)) {
            for index in 0..<input.cells.count {
                output.cells[index] = Float(layer.states[layer.state(of: input.cells[index])].weight)
            }
        }
    }
}
