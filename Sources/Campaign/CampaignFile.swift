package import Operations
package import Survey

/// A campaign as typed values, checked against the registry of operations: whatever it names exists and fits.
package struct CampaignFile: Hashable, Sendable {
    /// A safe name for files and addresses: lower-case letters, digits, `-` and `_`.
    package var name: String
    /// For people; the name where none is given.
    package var title: String
    package var grid: AnalysisGrid
    /// The days between which the data were taken, ISO 8601; `nil` where the campaign does not say.
    package var period: Period?
    /// In the order of the file, as all that follows.
    package var layers: [Layer]
    package var evidence: [Evidence]
    package var models: [Model]
    /// `nil` where the campaign only prepares evidence.
    package var targets: Targets?

    package init(
        name: String, title: String, grid: AnalysisGrid, period: Period? = nil, layers: [Layer],
        evidence: [Evidence] = [], models: [Model] = [], targets: Targets? = nil
    ) {
        self.name = name
        self.title = title
        self.grid = grid
        self.period = period
        self.layers = layers
        self.evidence = evidence
        self.models = models
        self.targets = targets
    }

    /// From one day to another, both included: `2024-11-01`.
    package struct Period: Hashable, Sendable {
        package var start: String
        package var end: String

        package init(start: String, end: String) {
            self.start = start
            self.end = end
        }
    }

    /// A layer after a transform.
    package struct Evidence: Hashable, Sendable {
        package var name: String
        package var operation: String
        /// Names of layers or evidence, by the operation's input.
        package var inputs: [String: [String]]
        /// Complete and checked: defaults are filled in, units are the operation's.
        package var parameters: [String: ParameterValue]

        package init(
            name: String, operation: String, inputs: [String: [String]], parameters: [String: ParameterValue] = [:]
        ) {
            self.name = name
            self.operation = operation
            self.inputs = inputs
            self.parameters = parameters
        }
    }

    /// A deposit model: how evidence becomes prospectivity.
    package struct Model: Hashable, Sendable {
        package var name: String
        package var operation: String
        /// Names of layers or evidence, by the operation's input; the evidence and the training are among them.
        package var inputs: [String: [String]]
        /// The operation's input that takes the evidence.
        package var evidenceInput: String
        /// The operation's input that takes the training points; `nil` where the model learns from none.
        package var trainingInput: String?
        /// Complete and checked. A parameter that is a map is keyed by evidence.
        package var parameters: [String: ParameterValue]
        /// The layer of reviewed targets that it learns from besides; `nil` where the campaign names none.
        package var decisions: String?

        package init(
            name: String, operation: String, inputs: [String: [String]], evidenceInput: String, trainingInput: String?,
            parameters: [String: ParameterValue] = [:], decisions: String? = nil
        ) {
            self.name = name
            self.operation = operation
            self.inputs = inputs
            self.evidenceInput = evidenceInput
            self.trainingInput = trainingInput
            self.parameters = parameters
            self.decisions = decisions
        }

        /// In the order of the file; empty where it joins models.
        package var evidence: [String] { joined.isEmpty ? inputs[evidenceInput] ?? [] : [] }
        /// The layer of the training points.
        package var training: String? { trainingInput.flatMap { inputs[$0]?.first } }
    }
}
