import Campaign
import Operations

extension Planner {
    /// What a survey's readings became, for those who sign for it: one page of all corrections, and each chain's end as
    /// a table.
    mutating func addQuality() throws(PlanError) {
        try addQualityReport()
        for evidence in campaign.evidence { try publishReadings(of: evidence) }
    }

    /// One page of what was read and corrected, in the order of the campaign file.
    private mutating func addQualityReport() throws(PlanError) {
        let reads = campaign.layers.flatMap { ["readings/\($0.name)", "layer/\($0.name)"] }
        let corrections = campaign.evidence.map { "evidence/\($0.name)" }
        let records = (reads + corrections).compactMap(record)
        // A page about files that nothing was done to would only repeat their verdicts.
        guard corrections.contains(where: { record(of: $0) != nil }) else { return }
        try add(
            "product/quality", "qc-report", inputs: ["in": records],
            parameters: ["title": .text("Quality control: \(campaign.title)")]
        ) { _ in ["out": "quality.html"] }
    }

    /// The record of a job that keeps one, called as its layer or evidence.
    private func record(of id: String) -> JobInput? {
        guard let job = jobs.first(where: { $0.id == id }),
            let operation = catalog.operations.first(where: { $0.name == job.operation }),
            operation.outputs.contains(where: { $0.name == "qc" && $0.kind == .document })
        else { return nil }
        return .named(id.split(separator: "/").last.map(String.init) ?? id, of: id, name: "qc")
    }

    /// Readings that no other step makes readings of are what the survey gives.
    private mutating func publishReadings(of evidence: CampaignFile.Evidence) throws(PlanError) {
        guard case .there(let kinds) = things[evidence.name], let readings = kinds[.readings] else { return }
        let isStep = campaign.evidence.contains { other in
            other.inputs.values.joined().contains { $0.split(separator: ".").first.map(String.init) == evidence.name }
                && catalog.operations.first { $0.name == other.operation }?.outputs.first?.kind == .readings
        }
        guard !isStep else { return }
        try add("product/readings/\(evidence.name)", "export-readings", inputs: ["in": [readings]]) { _ in
            ["out": "readings/\(evidence.name).csv"]
        }
    }
}
