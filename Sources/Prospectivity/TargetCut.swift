package import Survey

/// The targets of a run and the threshold by which they were cut.
package struct TargetCut: Sendable, Codable {
    /// The lowest score of a target's cells; `nil` where no cell has a score.
    package var threshold: Double?
    package var targets: [Target]

    package init(threshold: Double?, targets: [Target]) {
        self.threshold = threshold
        self.targets = targets
    }
}
