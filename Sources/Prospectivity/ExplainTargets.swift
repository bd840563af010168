import KernelTypes
package import Operations
import Survey

/// For each target of a run: what a model sees in it, and which evidence, at its median, would drop it out of the list.
package struct ExplainTargets: Procedure {
    package static let declaration = Operation(
        name: "explain-targets",
        summary: "Says of each target what each evidence adds, and which at its median would drop it out of the list.",
        family: .model,
        inputs: [
            .init("evidence", .raster, "the model's evidence, by name; others are not used", isMany: true),
            .init("model", .table, "the trained model"),
            .init("targets", .table, "the targets of the run"),
        ],
        parameters: [
            Parameter(
                "cut", .flag, default: true,
                "whether the targets were cut from this model's score; another model has no threshold to fall below"),
            Parameter(
                "minimum_area", .number(from: 0, to: .infinity), unit: "m2", default: 0, "smaller areas are no targets"),
            Parameter("diagonal", .flag, default: true, "whether cells that meet only at a corner are connected"),
        ],
        outputs: [.init("explanation", .document)], memory: .features,
        formula: """
            Means over the target's cells. Contributions in the model's own terms, as model-contributions gives them. \
            Counterfactual: the cells are scored anew with one evidence at the median of what the model has seen and all \
            others as found; the target drops out where the largest connected part at or above the threshold is smaller \
            than the minimum area. The median changes nothing outside of the target.
            """,
        source: """
            As model-contributions; Wachter, Mittelstadt and Russell (2018) for counterfactuals, here with Gossan's own \
            rule of one evidence at its median.
            """)

    private let isCut: Bool
    private let leastArea: Double
    private let isDiagonal: Bool

    package init(_ settings: Settings) throws(OperationError) {
        isCut = try settings.flag("cut")
        leastArea = try settings.number("minimum_area")
        isDiagonal = try settings.flag("diagonal")
    }

    package func run(at bench: any Workbench) throws {
        let model = try bench.value("model", as: DepositModel.self)
        let cut = try bench.value("targets", as: TargetCut.self)
        let rasters = try model.rasters(among: try bench.rasters("evidence"), for: Self.declaration)
        let grid = rasters[0].grid
        let threshold = isCut ? cut.threshold : nil
        let size = threshold.map {
            TargetSize(threshold: $0, leastSquareMetres: leastArea, isDiagonal: isDiagonal)
        }
        let found = try collect(cut.targets.count, by: bench.inParallel) { index -> TargetExplanation in
            let target = cut.targets[index]
            let cells = OutlinedCells(of: target.outline, on: grid).cells
            let values = try rasters.map { try Self.values(of: cells, $0) }
            return TargetExplanation(of: target, model, cells: cells, values: values, size: size)
        }
        if size != nil {
            let lost = found.count { $0.evidence.contains { $0.dropsOut == true } }
            bench.record("targets_on_one_evidence", Double(lost))
        }
        try bench.give(value: found, to: "explanation")
    }

    /// The values of cells that are ordered by row.
    private static func values(of cells: [Cell], _ raster: any RasterSource) throws -> [Float] {
        guard let first = cells.first, let last = cells.last else { return [] }
        let strip = try raster.strip(first.row..<last.row + 1)
        return cells.map { strip[$0.column, $0.row] }
    }
}
