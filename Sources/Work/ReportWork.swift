import FoundationEssentials
import Jobs
import Operations
import Paper
import Portrayal
import Prospectivity
import Raster
import Survey
import Targets

/// Writes the page that goes with a run.
enum ReportWork {
    static let runner = Runner(
        operation: Operation(
            name: "write-report",
            summary: "Writes the run as one page with map, targets, reasons and data, and for paper.",
            family: .product,
            inputs: [
                .init("score", .raster, "the prospectivity"),
                .init("uncertainty", .raster, "its uncertainty", isOptional: true),
                .init("targets", .table, "the targets", isOptional: true),
                .init("assessments", .table, "what is known of them beside their scores", isOptional: true),
                .init("known", .occurrences, "known occurrences", isOptional: true),
                .init("model", .table, "what a weights-of-evidence model learned", isOptional: true),
                .init(
                    "evaluation", .table, "how well each model does where it has not learned", isMany: true,
                    isOptional: true),
                .init("evidence", .raster, "the model's evidence, for small maps", isMany: true, isOptional: true),
                .init("map", .document, "the map", isOptional: true),
            ],
            parameters: [
                Parameter("title", .text, default: "Prospectivity", "the page's title"),
                Parameter("campaign", .text, default: "", "the campaign's name"),
                Parameter("model", .text, default: "", "the operation of the model that the targets are of"),
                Parameter("main", .text, default: "", "the name of that model"),
                Parameter("evidence", .map, default: .map([:]), "evidence → how it was made"),
                Parameter("data", .map, default: .map([:]), "SHA-256 → what was dropped"),
                Parameter("notes", .words, default: .list([]), "what the run went on without"),
            ],
            outputs: [.init("report", .document), .init("paper", .document)], memory: .features,
            formula: "Figures as the jobs before report them.",
            source: "Gossan's own page.", version: 3)
    ) { place in
        let targets = try place.targetsFile("targets")
        let weights = try place.weights("model")
        let evaluations = ModelEvaluations(
            main: place.text("main") ?? "",
            all: Array(zip(place.names(of: "evaluation"), try place.values("evaluation", as: Evaluation.self))))
        let assessments = try place.values("assessments", as: AssessmentsFile.self).first
        let map = try place.inputs("map").first.map { Array(try Data(contentsOf: URL(fileURLWithPath: $0.path))) }
        let campaign = place.text("campaign") ?? ""
        let model = place.text("model") ?? ""
        let found = targets?.targets.count ?? 0
        let content = ReportContent(
            title: place.text("title") ?? campaign,
            summary: (["\(found) targets of the campaign \(campaign), by \(model)."]
                + evaluations.trust.prefix(1)).joined(separator: " "),
            campaign: campaign, mapPNG: map ?? [],
            mapCaption: "Prospectivity with targets by rank and known occurrences.", targets: targets?.targets ?? [],
            contributionUnit: targets?.contributionUnit ?? (model == "model-ensemble" ? "score" : "membership"),
            trust: evaluations.trust, figures: figures(targets, weights, evaluations.main),
            evidence: evidence(place), weights: weights.map(tables) ?? [], data: data(place),
            assumptions: place.words("notes").map(\.capitalisedSentence) + (assessments?.assumptions ?? []),
            assessments: assessments?.assessments ?? [],
            insets: try insets(of: targets?.targets ?? [], place), charts: evaluations.charts,
            scenarios: scenarios(assessments),
            gone: (targets?.gone ?? []).map { .init(id: $0.id, into: $0.into) },
            known: try place.has("known") ? place.occurrences("known") : [])
        let report = RunReport(content)
        try Data(report.html.utf8).write(to: URL(fileURLWithPath: place.output("report", file: "report.html")))
        try PaperDocument.write(
            report.paper, title: content.title, footer: RunReport.footer, to: place.output("paper", file: "report.pdf"))
    }

    /// None where the base stands alone: there is nothing to compare.
    private static func scenarios(_ file: AssessmentsFile?) -> [ReportContent.Scenario] {
        guard let file, file.scenarios.count > 1 else { return [] }
        return file.scenarios.map { .init(name: $0.name, order: $0.order) }
    }

    private static func figures(
        _ targets: TargetsFile?, _ weights: WeightsModel?, _ evaluation: Evaluation?
    ) -> [ReportContent.Figure] {
        var figures: [ReportContent.Figure] = []
        if let threshold = targets?.threshold { figures.append(.init("Lowest score of a target", threshold)) }
        if let weights {
            figures.append(.init("Training points", Double(weights.points)))
            figures.append(.init("Study area, km²", weights.squareKilometres))
            figures.append(.init("Prior probability", weights.prior))
        }
        for figure in evaluation?.figures ?? [] {
            figures.append(.init(figure.name.replacing("_", with: " "), figure.value))
        }
        return figures
    }

    /// Small maps of the score and each evidence about the first targets.
    private static func insets(of targets: [Target], _ place: Workplace) throws -> [ReportContent.Inset] {
        let first = targets.prefix(10)
        guard !first.isEmpty else { return [] }
        let known = try place.has("known") ? place.occurrences("known") : []
        let rasters =
            [("score", ColourRamp.indigoToYellow, try place.layer(place.input("score")))]
            + zip(place.inputs("evidence"), try place.layers("evidence")).map { ($0.name, ColourRamp.navyToRose, $1) }
        return try rasters.flatMap { name, ramp, layer -> [ReportContent.Inset] in
            let system = try CoordinateSystem(layer.grid.crs)
            let strip = try layer.whole()
            let scale =
                name == "score" ? ColourScale(ramp, ranking: strip) : ColourScale(ramp, fitting: strip, above: 0.002)
            guard let scale else { return [] }
            let picture = InsetPicture(
                grid: layer.grid,
                unit: system.isGeographic ? .degrees : .length(metres: system.linearUnitMetres), raster: strip,
                scale: scale)
            return try first.map { target in
                let image = picture.draw(target, among: targets, occurrences: known)
                let png = try PNGWriter.encode(rgba: image.rgba, width: image.width, height: image.height)
                return ReportContent.Inset(target: target.id, title: name, png: png)
            }
        }
    }

    private static func evidence(_ place: Workplace) -> [ReportContent.EvidenceLine] {
        (place.job.parameters["evidence"]?.map ?? [:]).sorted { $0.key < $1.key }.map { name, value in
            ReportContent.EvidenceLine(
                name: name, operation: value.map?["operation"]?.text ?? "",
                inputs: value.map?["inputs"]?.list?.map(\.description) ?? [],
                parameters: value.map?["parameters"]?.list?.map(\.description) ?? [])
        }
    }

    private static func data(_ place: Workplace) -> [ReportContent.DataLine] {
        (place.job.parameters["data"]?.map ?? [:]).map { sha, value in
            ReportContent.DataLine(
                name: value.map?["name"]?.text ?? "", sha256: sha, layer: value.map?["layer"]?.text ?? "",
                verdict: "accepted",
                notes: (value.map?["facts"]?.map ?? [:]).sorted { $0.key < $1.key }.map(\.value.description))
        }.sorted { ($0.layer, $0.name, $0.sha256) < ($1.layer, $1.name, $1.sha256) }
    }

    private static func tables(_ file: WeightsModel) -> [ReportContent.WeightsTable] {
        file.tables.map { table in
            ReportContent.WeightsTable(
                evidence: table.evidence,
                rows: table.rows.map { row in
                    .init(
                        label: FigureText.significant(row.name, digits: 6), squareKilometres: row.squareKilometres,
                        points: row.points, positive: row.weights.positive,
                        positiveDeviation: row.weights.positiveDeviation, negative: row.weights.negative,
                        negativeDeviation: row.weights.negativeDeviation, contrast: row.weights.contrast,
                        studentised: row.weights.studentised)
                })
        }
    }
}

extension String {
    /// The same as a sentence of its own.
    var capitalisedSentence: String {
        prefix(1).uppercased() + dropFirst() + (hasSuffix(".") ? "" : ".")
    }
}
