package import Operations
package import Survey

/// Learns, from known occurrences, how much each class of each evidence raises or lowers the odds of a deposit.
package struct WeightsOfEvidence: Sendable {
    /// How one evidence is to be classed and generalised.
    struct Setting: Sendable {
        var name: String
        var scheme: ClassScheme
        var generalisation: Generalisation
        /// Given class limits, ascending.
        var limits: [Double]?

        /// Where an ordered evidence is cut by hand, as the lower limit of the class above.
        var cut: Double? {
            guard scheme.isOrdered, case .manual(let thresholds) = generalisation else { return nil }
            return scheme == .ascending ? thresholds.first?.nextUp : thresholds.first
        }
    }

    let settings: [Setting]
    let grid: AnalysisGrid
    let bins: Int
    /// km².
    let unitCell: Double
    let studentisedLimit: Double

    /// Takes parameters that `Operation.resolve` has checked, and the names of the evidence in order.
    package init(
        _ parameters: [String: ParameterValue], evidence: [String], on grid: AnalysisGrid
    ) throws(OperationError) {
        for key in ["classes", "threshold", "breaks"] { try Self.checkNames(parameters[key]?.map, key, evidence) }
        let word = parameters["generalise"]?.text ?? "maximum-contrast"
        guard let rule = Generalisation(word: word) else {
            throw Self.error(.outOfRange, "generalise", "'\(word)' is not a rule", Generalisation.words)
        }
        var settings: [Setting] = []
        for name in evidence {
            let scheme = try Self.scheme(of: name, parameters["classes"]?.map?[name])
            let thresholds = try Self.numbers(of: name, "threshold", parameters["threshold"]?.map?[name])
            var limits = try Self.numbers(of: name, "breaks", parameters["breaks"]?.map?[name])
            if let breaks = limits, zip(breaks, breaks.dropFirst()).contains(where: { $0 >= $1 }) {
                throw Self.error(.outOfRange, "breaks", "the breaks of '\(name)' do not rise", [])
            }
            if limits?.isEmpty ?? false { limits = nil }
            settings.append(
                Setting(
                    name: name, scheme: scheme, generalisation: thresholds.map(Generalisation.manual) ?? rule,
                    limits: limits))
        }
        self.settings = settings
        self.grid = grid
        self.bins = Int(parameters["bins"]?.number ?? 10)
        self.unitCell = parameters["unit_cell"]?.number ?? 1
        self.studentisedLimit = parameters["studentised_limit"]?.number ?? 2
    }

    private static func checkNames(
        _ map: [String: ParameterValue]?, _ key: String, _ evidence: [String]
    ) throws(OperationError) {
        for name in (map ?? [:]).keys.sorted() where !evidence.contains(name) {
            throw OperationError(
                code: .outOfRange, operation: declaration.name, key: key,
                reason: "'\(key)' names '\(name)', which is no evidence of this model",
                remedy: suggestion(for: name, among: evidence))
        }
    }

    private static func scheme(of name: String, _ value: ParameterValue?) throws(OperationError) -> ClassScheme {
        guard let value else { return .categorical }
        guard let scheme = value.text.flatMap(ClassScheme.init) else {
            throw error(
                .outOfRange, "classes", "'\(value)' is no scheme for '\(name)'", ClassScheme.allCases.map(\.rawValue))
        }
        return scheme
    }

    private static func numbers(
        of name: String, _ key: String, _ value: ParameterValue?
    ) throws(OperationError) -> [Double]? {
        guard let value else { return nil }
        let numbers = value.list?.map(\.number) ?? [value.number]
        guard numbers.allSatisfy({ $0?.isFinite ?? false }) else {
            throw error(.wrongType, key, "'\(value)' is no number for '\(name)'", [])
        }
        return numbers.compactMap(\.self)
    }

    private static func error(
        _ code: OperationError.Code, _ key: String, _ reason: String, _ choices: [String]
    ) -> OperationError {
        let remedy = choices.isEmpty ? "write a number, or a rising list of numbers" : choices.joined(separator: ", ")
        return OperationError(
            code: code, operation: declaration.name, key: key, reason: reason,
            remedy: choices.isEmpty ? remedy : "write one of \(remedy)")
    }
}
