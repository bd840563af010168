package import Paper
import Survey

/// The report for those who read paper: the same content, without charts that are drawn for a screen.
extension RunReport {
    /// Targets that have a passage of their own on paper.
    private static let passages = 10

    package var paper: [PaperBlock] {
        var blocks: [PaperBlock] = [.title(content.title), .paragraph(content.summary)]
        blocks.append(
            .note(
                "Campaign \(content.campaign). Inputs, parameters and versions stand in manifest.json; the maps, charts and "
                    + "every target in report.html."))
        blocks += paperList
        if !content.mapPNG.isEmpty {
            blocks.append(.picture(png: content.mapPNG, caption: content.mapCaption, share: 1))
        }
        blocks += paperTargets
        if !content.trust.isEmpty {
            blocks.append(.heading("How far to trust it"))
            blocks += content.trust.map(PaperBlock.paragraph)
        }
        if !content.figures.isEmpty {
            let rows = content.figures.map { [$0.name, FigureText.significant($0.value, digits: 6)] }
            blocks.append(.heading("Figures of the model"))
            blocks.append(.table(.init(head: ["Figure", "Value"], rows: rows, widths: [0.7, 0.3], numbers: [1])))
        }
        blocks += paperSources
        blocks.append(.heading("What this is not"))
        blocks.append(.paragraph(RunReport.limits))
        return blocks
    }

    /// What stands at the foot of every page.
    package static let footer = "Where to look, not what is there: no Mineral Resource and no Ore Reserve."

    private var paperList: [PaperBlock] {
        guard !content.targets.isEmpty else {
            return [.heading("Targets"), .paragraph("No connected area lies above the threshold.")]
        }
        let known = assessments
        let rows = ranked.prefix(25).map { target -> [String] in
            let assessment = known[target.id]
            let chance = assessment?.isExcluded == true ? "excluded" : nil
            return [
                "\(target.rank)", target.id, FigureText.significant(target.meanScore, digits: 3),
                FigureText.significant(target.squareMetres / 1e6, digits: 3),
                chance ?? (assessment?.stability).map { MoneyText.percent($0.topTen) } ?? "-",
                strongest(target).joined(separator: ", "),
            ]
        }
        return [
            .heading("The short list"),
            .table(
                .init(
                    head: ["Rank", "Target", "Score", "km²", "Best 10", "Strongest reasons"], rows: Array(rows),
                    widths: [0.07, 0.25, 0.1, 0.1, 0.11, 0.37], numbers: [0, 2, 3, 4])),
        ]
    }

    private func strongest(_ target: Target) -> [String] {
        target.contributions.filter { $0.value > 0 }.prefix(3).map(\.evidence)
    }

    private var paperTargets: [PaperBlock] {
        let known = assessments
        let passages = ranked.prefix(Self.passages).flatMap { target -> [PaperBlock] in
            var rows = target.contributions.prefix(6).map { contribution in
                [contribution.evidence, FigureText.fixed(contribution.value, decimals: 3)]
            }
            rows += facts(of: target, known[target.id])
            return [
                .subheading("\(target.rank). \(target.id)"), .paragraph(place(of: target)),
                .table(.init(head: ["What speaks for it, and what is known", ""], rows: rows, widths: [0.45, 0.55])),
            ]
        }
        return passages.isEmpty ? [] : [.heading("Target by target")] + passages
    }

    private func place(of target: Target) -> String {
        let area = FigureText.significant(target.squareMetres / 1e6, digits: 3)
        var text = "\(area) km², mean score \(FigureText.significant(target.meanScore, digits: 3))"
        if let point = target.geographic {
            text +=
                ", at longitude \(FigureText.fixed(point.x, decimals: 5)), latitude "
                + FigureText.fixed(point.y, decimals: 5)
        }
        if let nearest = target.nearest {
            text += "; \(FigureText.fixed(nearest.metres / 1000, decimals: 1)) km from \(nearest.name)"
        }
        return text + "."
    }

    private func facts(of target: Target, _ assessment: TargetAssessment?) -> [[String]] {
        guard let assessment else { return [] }
        var rows: [[String]] = []
        if let stability = assessment.stability {
            rows.append([
                "among the best 5 and the best 10",
                "\(MoneyText.percent(stability.topFive)) and \(MoneyText.percent(stability.topTen)) of the draws",
            ])
        }
        if let value = assessment.value, value.dollars.p50 > 0 {
            let three = [value.dollars.p90, value.dollars.p50, value.dollars.p10].map(MoneyText.dollars)
            rows.append(["in-ground worth of a deposit, P90 / P50 / P10", three.joined(separator: " / ")])
            rows.append(["chance of one or more deposits", MoneyText.percent(value.chance)])
        }
        rows += assessment.access.map { way in
            ["hours to \(way.destination)", way.hours.map { FigureText.fixed($0, decimals: 1) } ?? "no way"]
        }
        rows += assessment.constraints.filter { $0.level > 0 }.map { limit in
            let level =
                limit.isExclusion
                ? "\(MoneyText.percent(limit.level)) of it" : "level \(FigureText.significant(limit.level, digits: 2))"
            return [
                limit.isExclusion ? "excluded by \(limit.name)" : "risk of \(limit.name)", "\(level); \(limit.source)",
            ]
        }
        if let next = assessment.suggestion {
            rows.append([
                "survey next", "\(next.evidence) over \(FigureText.significant(next.squareKilometres, digits: 2)) km²",
            ])
        }
        return rows
    }

    private var paperSources: [PaperBlock] {
        var blocks: [PaperBlock] = []
        if !content.data.isEmpty {
            let rows = content.data.map { [$0.name, $0.layer, String($0.sha256.prefix(16))] }
            blocks.append(.heading("Data used"))
            blocks.append(
                .table(.init(head: ["File", "Layer", "SHA-256 begins"], rows: rows, widths: [0.45, 0.2, 0.35])))
        }
        if !content.assumptions.isEmpty {
            blocks.append(.heading("Assumptions"))
            blocks.append(.items(content.assumptions))
        }
        return blocks
    }
}
