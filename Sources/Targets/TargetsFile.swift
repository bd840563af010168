package import Survey

/// Targets as they pass between operations and from run to run.
package struct TargetsFile: Codable, Hashable, Sendable {
    /// A target of the run before that is no more.
    package struct Gone: Codable, Hashable, Sendable {
        package var id: String
        /// The targets that took its cells; empty where none did.
        package var into: [String]

        package init(id: String, into: [String]) {
            self.id = id
            self.into = into
        }
    }

    /// Names of the contributions, in the order of the model's evidence.
    package var evidence: [String]
    /// What contributions are counted in, such as `log-odds`; `nil` where evidence itself stands for them.
    package var contributionUnit: String?
    /// The lowest score of a target's cells; `nil` where no cell has a score.
    package var threshold: Double?
    package var crs: String
    /// Best first.
    package var targets: [Target]
    package var known: [Occurrence]
    /// Since the run before; empty in a first run.
    package var gone: [Gone]?

    package init(
        evidence: [String], contributionUnit: String? = nil, threshold: Double?, crs: String, targets: [Target],
        known: [Occurrence], gone: [Gone] = []
    ) {
        self.evidence = evidence
        self.contributionUnit = contributionUnit
        self.threshold = threshold
        self.crs = crs
        self.targets = targets
        self.known = known
        self.gone = gone
    }
}
