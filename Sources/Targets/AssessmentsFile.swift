package import Survey

/// What is known of targets beside their scores, as it passes between operations.
package struct AssessmentsFile: Codable, Hashable, Sendable {
    /// The ranks of one scenario.
    package struct Scenario: Codable, Hashable, Sendable {
        package var name: String
        /// By the targets' ids, best first; excluded ones are left out.
        package var order: [String]

        package init(name: String, order: [String]) {
            self.name = name
            self.order = order
        }
    }

    /// In the order of the targets.
    package var assessments: [TargetAssessment]
    package var scenarios: [Scenario]
    /// What was taken for granted, one sentence each.
    package var assumptions: [String]

    package init(assessments: [TargetAssessment], scenarios: [Scenario] = [], assumptions: [String] = []) {
        self.assessments = assessments
        self.scenarios = scenarios
        self.assumptions = assumptions
    }
}
