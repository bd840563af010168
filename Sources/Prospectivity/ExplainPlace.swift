import KernelTypes
package import Operations
import Survey

/// Why one cell has its score, for whoever asks: nothing has to be kept for it but the model and its evidence.
package struct ExplainPlace: Procedure {
    package static let declaration = Operation(
        name: "explain-place", summary: "Says of one cell what its score is made of, and what would change it.",
        family: .model,
        inputs: [
            .init("evidence", .raster, "the model's evidence, by name; others are not used", isMany: true),
            .init("model", .table, "the trained model"),
        ],
        parameters: [
            Parameter("x", .anyNumber, "longitude, or easting in the grid's CRS"),
            Parameter("y", .anyNumber, "latitude, or northing in the grid's CRS"),
            Parameter("crs", .text, default: "WGS84", "of x and y; `grid` for the evidence's own"),
            Parameter(
                "threshold", .anyNumber, isOptional: true,
                "the score from which on a cell belongs to a target: which evidence at its median would drop it out"),
        ],
        outputs: [.init("explanation", .document)], memory: .features,
        formula: """
            Contributions in the model's own terms: the weight of the cell's class (weights of evidence), b z (logistic \
            regression), the membership (fuzzy logic), SHAP values (trees). Percentile: among the values that the model \
            has seen. Score at the median: the model's score with one evidence at its median and all others as found.
            """,
        source: """
            Bonham-Carter (1994), chapter 9; Lundberg and others (2020), From local explanations to global understanding \
            with explainable AI for trees; Wachter, Mittelstadt and Russell (2018) for counterfactuals.
            """)

    /// What is given.
    package struct Answer: Sendable, Codable {
        /// The cell's centre in the grid's CRS.
        package var x: Double
        package var y: Double
        package var crs: String
        package var model: String
        /// `nil` where the cell has no score.
        package var explanation: CellExplanation?
        /// Evidence that alone, at its median, would bring the cell below the threshold; `nil` without a threshold.
        package var decisive: [String]?
        /// The same in words, or why there is no score.
        package var sentence: String
    }

    private let settings: Settings

    package init(_ settings: Settings) throws(OperationError) { self.settings = settings }

    package func run(at bench: any Workbench) throws {
        let model = try bench.value("model", as: DepositModel.self)
        let rasters = try model.rasters(among: try bench.rasters("evidence"), for: Self.declaration)
        let grid = rasters[0].grid
        let crs = try settings.text("crs")
        let given = Point(x: try settings.number("x"), y: try settings.number("y"))
        let place = crs == "grid" ? given : try bench.project([given], from: crs, to: grid.crs)[0]
        guard let cell = grid.cell(at: place) else {
            throw settings.error(
                .outOfRange, "x", "the place \(given.x), \(given.y) lies outside of the grid",
                "name one between \(grid.west), \(grid.south) and \(grid.east), \(grid.north) in \(grid.crs); longitude "
                    + "stands before latitude")
        }
        let values = try rasters.map { try $0.strip(cell.row..<cell.row + 1)[cell.column, cell.row] }
        let centre = grid.centre(column: cell.column, row: cell.row)
        var answer = Answer(
            x: centre.x, y: centre.y, crs: grid.crs, model: model.operation,
            explanation: CellExplanation(model, values: values), decisive: nil, sentence: "")
        if let explanation = answer.explanation {
            bench.record("score", explanation.score)
            if settings.has("threshold") {
                let threshold = try settings.number("threshold")
                answer.decisive = explanation.decisive(below: threshold)
                answer.sentence =
                    explanation.score >= threshold
                    ? explanation.counterfactual(below: threshold)
                    : "its score is below \(threshold), from which on a cell belongs to a target"
            }
        } else {
            answer.sentence = "the cell has no score: none of the model's evidence is known there"
        }
        try bench.give(value: answer, to: "explanation")
    }
}

extension DepositModel {
    /// The rasters in the order of the model's evidence, which has to be among them.
    func rasters(
        among given: [any RasterSource], for operation: Operation
    ) throws(OperationError) -> [any RasterSource] {
        var ordered: [any RasterSource] = []
        for name in evidence {
            guard let raster = given.first(where: { $0.name == name }) else {
                throw OperationError(
                    code: .unfitInput, operation: operation.name, key: "evidence",
                    reason: "the model learned from '\(name)', which is not given",
                    remedy: "give all of \(evidence.joined(separator: ", "))")
            }
            ordered.append(raster)
        }
        return ordered
    }
}
