package import Survey

/// Ranked targets with all that is known of them as tables for people.
package enum AssessmentTable {
    /// One row a target in the order given; evidence columns are named `contribution_` and the evidence.
    package static func ranking(
        _ targets: [Target], _ assessments: [TargetAssessment], evidence: [String]
    ) -> Table {
        let base = TargetTable(targets, evidence: evidence).table
        let first = assessments.first
        let access = first?.access.map(\.destination) ?? []
        let constraints = first?.constraints.map(\.name) ?? []
        let columns =
            base.columns
            + ["agreement", "coverage", "change", "composite", "excluded", "top5", "top10", "rank_best", "rank_worst"]
            + ["chance", "value_USD_p90", "value_USD_p50", "value_USD_p10", "expected_USD"]
            + access.map { "access_\($0)_h" } + constraints.map { "constraint_\($0)" }
            + ["next_evidence", "next_cost_USD"]
        let rows = zip(zip(targets, assessments), base.rows).map { pair, row in
            row + cells(pair.0, pair.1, access: access.count, constraints: constraints.count)
        }
        return Table(columns: columns, rows: rows)
    }

    private static func cells(
        _ target: Target, _ assessment: TargetAssessment, access: Int, constraints: Int
    ) -> [Table.Value] {
        let value = assessment.value
        let stability = assessment.stability
        let known: [Table.Value] = [
            .optional(target.agreement), .optional(target.coverage),
            target.change.map { .text($0.kind.rawValue) } ?? .missing, .number(assessment.composite),
            .text(assessment.isExcluded ? "yes" : "no"), .optional(stability?.topFive), .optional(stability?.topTen),
            stability.map { .whole($0.best) } ?? .missing, stability.map { .whole($0.worst) } ?? .missing,
        ]
        let worth: [Table.Value] = [
            .optional(value?.chance), .optional(value?.dollars.p90), .optional(value?.dollars.p50),
            .optional(value?.dollars.p10), .optional(value?.expected),
        ]
        let ways = (0..<access).map { index in
            Table.Value.optional(index < assessment.access.count ? assessment.access[index].hours : nil)
        }
        let limits = (0..<constraints).map { index in
            Table.Value.optional(index < assessment.constraints.count ? assessment.constraints[index].level : nil)
        }
        let next: [Table.Value] = [
            assessment.suggestion.map { .text($0.evidence) } ?? .missing, .optional(assessment.suggestion?.dollars),
        ]
        return known + worth + ways + limits + next
    }

    /// One row a target, one column a scenario with the target's rank in it; missing where it is excluded.
    package static func scenarios(
        _ targets: [Target], _ assessments: [TargetAssessment], _ scenarios: [AssessmentsFile.Scenario]
    ) -> Table {
        let ranks = scenarios.map { scenario in
            Dictionary(scenario.order.enumerated().map { ($0.element, $0.offset + 1) }, uniquingKeysWith: { a, _ in a })
        }
        let rows = targets.map { target in
            [Table.Value.text(target.id)] + ranks.map { $0[target.id].map(Table.Value.whole) ?? .missing }
        }
        return Table(columns: ["id"] + scenarios.map { "rank_\($0.name)" }, rows: rows)
    }
}

extension Table.Value {
    fileprivate static func optional(_ number: Double?) -> Table.Value { number.map(Table.Value.number) ?? .missing }
}
