import FoundationEssentials

/// XGBoost's model document, version 1.7, as far as trees need it.
struct ModelDocument: Decodable {
    struct Learner: Decodable {
        var gradient_booster: GradientBooster
        var learner_model_param: Parameters
    }

    struct Parameters: Decodable {
        var base_score: String
        var num_feature: String
    }

    struct GradientBooster: Decodable {
        var model: Model
    }

    struct Model: Decodable {
        var trees: [TreeDocument]
    }

    struct TreeDocument: Decodable {
        var left_children: [Int32]
        var right_children: [Int32]
        var split_indices: [Int32]
        var split_conditions: [Float]
        var default_left: [Int]
        var sum_hessian: [Float]
        var split_type: [Int]
    }

    var learner: Learner

    /// The trees of a document; floats keep their bits, as XGBoost prints them to be read back.
    static func read(_ bytes: [UInt8]) throws(BoostingError) -> TreeEnsemble {
        let document: ModelDocument
        do {
            document = try JSONDecoder().decode(ModelDocument.self, from: Data(bytes))
        } catch {
            throw BoostingError(
                reason: "XGBoost's model document cannot be read: \(error)",
                remedy: "use the XGBoost that Gossan was built with, 1.7")
        }
        let learner = document.learner
        guard let base = Float(learner.learner_model_param.base_score),
            let features = Int(learner.learner_model_param.num_feature)
        else {
            throw BoostingError(
                reason: "XGBoost's model document has no base or features",
                remedy: "use the XGBoost that Gossan was built with, 1.7")
        }
        var trees: [Tree] = []
        for tree in learner.gradient_booster.model.trees {
            guard !tree.split_type.contains(where: { $0 != 0 }) else {
                throw BoostingError(
                    reason: "a tree splits on categories", remedy: "train on numbers, with one feature a category")
            }
            trees.append(
                Tree(
                    left: tree.left_children, right: tree.right_children, feature: tree.split_indices,
                    threshold: tree.split_conditions, missingLeft: tree.default_left.map { $0 != 0 },
                    cover: tree.sum_hessian))
        }
        return TreeEnsemble(trees: trees, base: base, featureCount: features)
    }
}
