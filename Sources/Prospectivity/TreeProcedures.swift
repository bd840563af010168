import Boosting
package import Operations

/// Boosted trees as an operation: grown by XGBoost, judged, calibrated, mapped by our own evaluator.
package struct BoostedTreesProcedure: Procedure {
    package static let declaration = TreeModelRun.operation(
        name: "boosted-trees", summary: "Probability of a deposit by boosted decision trees, calibrated.",
        trees: 100, depth: 4,
        own: [
            Parameter("learning_rate", .number(from: 0.001, to: 1), default: 0.1, "what each tree adds of its answer"),
            Parameter("case_share", .number(from: 0.1, to: 1), default: 0.8, "share of the cases that a tree sees"),
            Parameter(
                "feature_share", .number(from: 0.1, to: 1), default: 0.8, "share of the evidence that a tree sees"),
            Parameter(
                "least_leaf", .number(from: 0, to: .infinity), default: 1,
                "least curvature (weight · p (1 - p)) in a leaf"),
            Parameter("ridge", .number(from: 0, to: .infinity), default: 1, "penalty on the squares of leaf values"),
        ],
        formula: "Trees grown one after the other on the gradient of the log-likelihood; log-odds = their sum.",
        source: "Friedman (2001); Chen and Guestrin (2016), XGBoost 1.7, histogram method.")

    private let run: TreeModelRun

    package init(_ settings: Settings) throws(OperationError) {
        run = try TreeModelRun(settings, kind: .boosted, operation: Self.declaration)
    }

    package func run(at bench: any Workbench) throws { try run.run(at: bench) }
}

/// A random forest as an operation: grown by XGBoost, judged, calibrated, mapped by our own evaluator.
package struct RandomForestProcedure: Procedure {
    package static let declaration = TreeModelRun.operation(
        name: "random-forest", summary: "Probability of a deposit by the vote of many decision trees, calibrated.",
        trees: 100, depth: 6,
        own: [
            Parameter("case_share", .number(from: 0.1, to: 1), default: 0.632, "share of the cases that a tree sees"),
            Parameter(
                "feature_share", .number(from: 0.01, to: 1), default: 0.5,
                "share of the evidence that a split may choose from"),
            Parameter("least_leaf", .number(from: 0, to: .infinity), default: 2, "least number of cases in a leaf"),
        ],
        formula:
            "Score = mean over trees of the share of deposits in the leaf; each tree on cases drawn without return.",
        source: "Breiman (2001); grown by XGBoost 1.7 (Chen and Guestrin 2016), histogram method, squared error.")

    private let run: TreeModelRun

    package init(_ settings: Settings) throws(OperationError) {
        run = try TreeModelRun(settings, kind: .forest, operation: Self.declaration)
    }

    package func run(at bench: any Workbench) throws { try run.run(at: bench) }
}
