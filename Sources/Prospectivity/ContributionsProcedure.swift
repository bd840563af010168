import KernelTypes
package import Operations
import Survey

/// What each evidence adds to a model's score, cell by cell.
package struct ContributionsProcedure: Procedure {
    package static let declaration = Operation(
        name: "model-contributions", summary: "Says for each cell what each evidence adds to a model's score.",
        family: .model,
        inputs: [
            .init("evidence", .raster, "the model's evidence, by name", isMany: true),
            .init("model", .table, "the trained model"),
        ],
        outputs: [.init("contributions", .raster, isMany: true)], memory: .strip,
        formula: """
            In the model's own terms: the weight of the cell's class (weights of evidence), b z (logistic regression), \
            the membership (fuzzy logic), SHAP values (trees). One raster an evidence, `contributions.NAME`.
            """,
        source: """
            Bonham-Carter (1994), chapter 9; Lundberg and others (2020), From local explanations to global understanding \
            with explainable AI for trees.
            """)

    package init(_ settings: Settings) throws(OperationError) {}

    package func run(at bench: any Workbench) throws {
        let model = try bench.value("model", as: DepositModel.self)
        let ordered = try model.rasters(among: try bench.rasters("evidence"), for: Self.declaration)
        guard let grid = ordered.first?.grid else { preconditionFailure("a model has evidence") }
        let sinks = try model.evidence.map { name in
            try bench.raster("contributions.\(name)", on: grid, unit: model.contributionUnit)
        }
        let bands = grid.bands(ofAtMost: max(1, (1 << 18) / max(1, grid.columns * 2 * ordered.count)))
        try bench.inParallel(bands.count) { index in
            let inputs = try ordered.map { try $0.strip(bands[index]) }
            let outputs = inputs.map { Strip(columns: $0.columns, rows: $0.rows, rasterRows: $0.rasterRows) }
            model.contributions(of: inputs, into: outputs)
            for (sink, strip) in zip(sinks, outputs) { try sink.write(strip) }
        }
    }
}
