package import KernelTypes

/// A trained model as a value: what it learned, from what, how well it did, and on what ground it stands.
package struct DepositModel: Sendable, Codable {
    /// What combines the evidence.
    package enum Rule: Sendable, Codable {
        case weights(WeightsModel)
        case logistic(LogisticRule)
        case trees(TreeRule)
        case fuzzy(FuzzyTree)
        case index(IndexOverlay)
        case belief(BeliefRule)

        package var rule: any CellRule {
            switch self {
            case .weights(let rule): rule
            case .logistic(let rule): rule
            case .trees(let rule): rule
            case .fuzzy(let rule): rule
            case .index(let rule): rule
            case .belief(let rule): rule
            }
        }

        /// `nil` for a rule that is not kept.
        package init?(_ rule: any CellRule) {
            switch rule {
            case let rule as WeightsModel: self = .weights(rule)
            case let rule as LogisticRule: self = .logistic(rule)
            case let rule as TreeRule: self = .trees(rule)
            case let rule as FuzzyTree: self = .fuzzy(rule)
            case let rule as IndexOverlay: self = .index(rule)
            case let rule as BeliefRule: self = .belief(rule)
            default: return nil
            }
        }
    }

    /// The operation that made it, and its version.
    package var operation: String
    package var version: Int
    /// The settings that it was made with, as text by name.
    package var settings: [String: String]
    /// One an evidence, in the order of the inputs.
    package var profiles: [EvidenceProfile]
    package var rule: Rule
    /// Training points; 0 where none were needed.
    package var points: Int
    /// Cases without a deposit that it learned from.
    package var negatives: Int
    /// Of the training data: equal for equal data.
    package var fingerprint: String
    package var evaluation: Evaluation?
    /// What parts low scores from high ones in the band; `nil` where nothing does.
    package var threshold: Double?
    /// Rules learned from resampled deposits, whose spread is the uncertainty; empty where the rule tells it itself.
    package var replicates: [Rule] = []

    package init(
        operation: String, version: Int, settings: [String: String], profiles: [EvidenceProfile], rule: Rule,
        points: Int, negatives: Int, fingerprint: String, evaluation: Evaluation?
    ) {
        self.operation = operation
        self.version = version
        self.settings = settings
        self.profiles = profiles
        self.rule = rule
        self.points = points
        self.negatives = negatives
        self.fingerprint = fingerprint
        self.evaluation = evaluation
    }

    /// Names of its evidence, in the order in which strips are given.
    package var evidence: [String] { profiles.map(\.name) }
    /// Whether its score is a probability; otherwise it only ranks.
    package var isProbability: Bool { rule.rule.isProbability }
    /// What contributions are counted in.
    package var contributionUnit: String { rule.rule.contributionUnit }

    /// Writes each cell's score and the score's deviation; NaN where no evidence is known.
    package func score(_ inputs: [Strip], into score: Strip, deviation: Strip?) {
        rule.rule.score(inputs, into: score, deviation: deviation)
    }

    /// Writes what each evidence adds to a cell's score, in `contributionUnit`.
    package func contributions(of inputs: [Strip], into outputs: [Strip]) {
        rule.rule.contributions(of: inputs, into: outputs)
    }
}
