package import Survey

/// All that a run's report tells, as values; texts may come from files and hold anything.
package struct ReportContent: Hashable, Sendable {
    package var title: String
    /// What was sought, where and how, in a few sentences.
    package var summary: String
    package var campaign: String
    /// The map as a PNG file's bytes; empty for none.
    package var mapPNG: [UInt8]
    package var mapCaption: String
    package var targets: [Target]
    /// What a contribution is counted in, such as `log-odds`.
    package var contributionUnit: String
    /// How far the model may be believed, in sentences.
    package var trust: [String]
    /// Names with values, such as the area under the ROC curve, in the order in which they are to stand.
    package var figures: [Figure]
    package var evidence: [EvidenceLine]
    package var weights: [WeightsTable]
    package var data: [DataLine]
    package var assumptions: [String]
    /// What is known of targets beside their scores, by their ids.
    package var assessments: [TargetAssessment]
    package var insets: [Inset]
    package var charts: [Chart]
    package var scenarios: [Scenario]
    package var gone: [Gone]
    package var known: [Occurrence]

    package init(
        title: String, summary: String, campaign: String, mapPNG: [UInt8] = [], mapCaption: String = "",
        targets: [Target] = [], contributionUnit: String = "", trust: [String] = [], figures: [Figure] = [],
        evidence: [EvidenceLine] = [],
        weights: [WeightsTable] = [], data: [DataLine] = [], assumptions: [String] = [],
        assessments: [TargetAssessment] = [], insets: [Inset] = [], charts: [Chart] = [], scenarios: [Scenario] = [],
        gone: [Gone] = [], known: [Occurrence] = []
    ) {
        self.title = title
        self.summary = summary
        self.campaign = campaign
        self.mapPNG = mapPNG
        self.mapCaption = mapCaption
        self.targets = targets
        self.contributionUnit = contributionUnit
        self.trust = trust
        self.figures = figures
        self.evidence = evidence
        self.weights = weights
        self.data = data
        self.assumptions = assumptions
        self.assessments = assessments
        self.insets = insets
        self.charts = charts
        self.scenarios = scenarios
        self.gone = gone
        self.known = known
    }

    /// A named number of the model.
    package struct Figure: Hashable, Sendable {
        package var name: String
        package var value: Double

        package init(_ name: String, _ value: Double) {
            self.name = name
            self.value = value
        }
    }

    /// One evidence: what was made of which layer.
    package struct EvidenceLine: Hashable, Sendable {
        package var name: String
        package var operation: String
        package var inputs: [String]
        /// As set or by default, such as `window: 31`.
        package var parameters: [String]

        package init(name: String, operation: String, inputs: [String], parameters: [String]) {
            self.name = name
            self.operation = operation
            self.inputs = inputs
            self.parameters = parameters
        }
    }

    /// The classes of one evidence with their weights; Bonham-Carter (1994), chapter 9.
    package struct WeightsTable: Hashable, Sendable {
        package var evidence: String
        package var rows: [Row]

        package init(evidence: String, rows: [Row]) {
            self.evidence = evidence
            self.rows = rows
        }

        /// One class; NaN is shown as a dash.
        package struct Row: Hashable, Sendable {
            package var label: String
            package var squareKilometres: Double
            package var points: Int
            package var positive: Double
            package var positiveDeviation: Double
            package var negative: Double
            package var negativeDeviation: Double
            package var contrast: Double
            package var studentised: Double

            package init(
                label: String, squareKilometres: Double, points: Int, positive: Double, positiveDeviation: Double,
                negative: Double, negativeDeviation: Double, contrast: Double, studentised: Double
            ) {
                self.label = label
                self.squareKilometres = squareKilometres
                self.points = points
                self.positive = positive
                self.positiveDeviation = positiveDeviation
                self.negative = negative
                self.negativeDeviation = negativeDeviation
                self.contrast = contrast
                self.studentised = studentised
            }
        }
    }

    /// One file that was dropped, with what became of it.
    package struct DataLine: Hashable, Sendable {
        package var name: String
        package var sha256: String
        /// The layer it became; empty where none.
        package var layer: String
        /// Such as `accepted`.
        package var verdict: String
        package var notes: [String]

        package init(name: String, sha256: String, layer: String, verdict: String, notes: [String] = []) {
            self.name = name
            self.sha256 = sha256
            self.layer = layer
            self.verdict = verdict
            self.notes = notes
        }
    }
}
