import Operations

/// Why a model cannot be learned from what it was given, and what to do.
package struct ProspectivityError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: Sendable, Hashable {
        /// No training point lies where the evidence is known.
        case noTraining
        /// As many training points as unit cells, or more.
        case unitCellTooLarge
        /// A manual threshold that leaves no class, or every class, favourable.
        case thresholdOutOfRange
        /// An evidence without a single known cell.
        case emptyEvidence
    }
    package var code: Code
    /// The evidence that it is about; empty when it is the model itself.
    package var evidence: String
    package var reason: String
    package var remedy: String

    package init(code: Code, evidence: String = "", reason: String, remedy: String) {
        self.code = code
        self.evidence = evidence
        self.reason = reason
        self.remedy = remedy
    }

    package var description: String {
        "\(WeightsOfEvidence.declaration.name): \(evidence.isEmpty ? "" : "\(evidence): ")\(reason); \(remedy)"
    }
}
