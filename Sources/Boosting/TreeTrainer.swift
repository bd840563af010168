import CXGBoost

/// Grows trees by XGBoost's histogram method.
package enum TreeTrainer {
    /// Trees from cases (row-major, NaN is missing) with labels 0 or 1 and weights.
    ///
    /// The same cases, training and XGBoost give the same trees; what comes out needs XGBoost no more.
    package static func train(
        _ training: TreeTraining, cases: [Float], labels: [Float], weights: [Float], featureCount: Int
    ) throws(BoostingError) -> TreeEnsemble {
        precondition(cases.count == labels.count * featureCount, "a case has a value a feature")
        precondition(weights.count == labels.count, "a case has a weight")
        guard labels.contains(where: { $0 > 0 }), labels.contains(where: { $0 == 0 }) else {
            throw BoostingError(
                reason: "there are only cases of one kind: with a deposit, or without",
                remedy: "give training points and negatives")
        }
        let matrix = try CaseMatrix(cases, featureCount: featureCount)
        try matrix.set("label", labels)
        try matrix.set("weight", weights)
        let booster = try Booster(matrix)
        let total = weights.reduce(0) { $0 + Double($1) }
        let found = zip(weights, labels).reduce(0) { $0 + Double($1.0) * Double($1.1) }
        // XGBoost reads its base as a float; printed short, both sides hold the same one.
        let prior = Double("\(Float(found / total))") ?? 0.5
        for (name, value) in training.parameters(prior: prior) { try booster.set(name, value) }
        for round in 0..<training.rounds { try booster.update(round, matrix) }
        var ensemble = try ModelDocument.read(try booster.document())
        guard ensemble.featureCount == featureCount else {
            throw BoostingError(
                reason: "XGBoost's model has \(ensemble.featureCount) features, not \(featureCount)",
                remedy: "use the XGBoost that Gossan was built with, 1.7")
        }
        // A logistic base of one half is a sum of zero.
        ensemble.base = training.kind == .boosted ? 0 : ensemble.base
        return ensemble
    }

    /// Throws what XGBoost says went wrong.
    static func check(_ status: Int32, _ step: String) throws(BoostingError) {
        guard status != 0 else { return }
        let said = unsafe XGBGetLastError().map { unsafe String(cString: $0) } ?? ""
        let reason = said.split(separator: "\n").first.map(String.init) ?? "no reason given"
        throw BoostingError(
            reason: "XGBoost failed to \(step): \(reason)", remedy: "check the settings of the model")
    }
}
