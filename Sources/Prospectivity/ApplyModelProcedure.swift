import KernelTypes
package import Operations
import Survey

/// A saved model on another area, where the ground is like that on which it learned.
package struct ApplyModelProcedure: Procedure {
    package static let declaration = Operation(
        name: "apply-model",
        summary: "Scores another area by a saved model, where its evidence is within what the model saw.",
        family: .model,
        inputs: [
            .init("model", .table, "the saved model"),
            .init("evidence", .raster, "the same evidence by the same names, in any order", isMany: true),
            ModelSettings.errorInput,
        ],
        parameters: [
            Parameter(
                "outside", .choice(["mask", "keep"]), default: "mask",
                "what cells get whose evidence is outside of the training range: no score, or the score all the same"),
            Parameter(
                "most_outside", .number(from: 0, to: 1), default: 0.5,
                "share of the cells outside of the training range from which the model is refused"),
        ] + ModelSettings.uncertainty,
        outputs: ModelRun.mapOutputs + [.init("similarity", .raster), .init("extrapolation", .table)],
        memory: .twoPass,
        formula: """
            Similarity = min over the evidence of: 100 at the median of the training values, falling with rank to 0 at \
            their limits, and beyond them minus the distance in percent of their range. Below 0 is extrapolation. \
            Score and uncertainty as the model gives them.
            """,
        source: "Multivariate environmental similarity surface (MESS): Elith, Kearney and Phillips (2010).",
        version: 2)

    private let settings: Settings

    package init(_ settings: Settings) throws(OperationError) { self.settings = settings }

    package func run(at bench: any Workbench) throws {
        let model = try bench.value("model", as: DepositModel.self)
        let rasters = try ordered(try bench.rasters("evidence"), model)
        let grid = rasters[0].grid
        let bands = grid.bands(ofAtMost: max(1, (1 << 17) / max(1, grid.columns * (rasters.count + 2))))
        let similarity = try bench.raster("similarity", on: grid, unit: "%")
        let parts = try collect(bands.count, by: bench.inParallel) { index -> Extent in
            let inputs = try rasters.map { try $0.strip(bands[index]) }
            let output = Strip(columns: grid.columns, rows: bands[index], rasterRows: grid.rows)
            let extent = Extent(of: inputs, model.profiles, into: output)
            try similarity.write(output)
            return extent
        }
        let extent = parts.reduce(Extent(evidence: rasters.count)) { $0.merged(with: $1) }
        try bench.give(table: table(extent, model), to: "extrapolation")
        try check(extent, model)
        bench.record("cells_outside_share", extent.share)
        if extent.outside > 0 {
            bench.note(
                "\(Int((100 * extent.share).rounded())) % of the cells lie outside of the training range: "
                    + (try reasons(extent, model)))
        }
        try writeMaps(model, rasters, bench)
    }

    /// The rasters in the order of the model's evidence.
    private func ordered(
        _ rasters: [any RasterSource], _ model: DepositModel
    ) throws(OperationError) -> [any RasterSource] {
        var ordered: [any RasterSource] = []
        for name in model.evidence {
            guard let raster = rasters.first(where: { $0.name == name }) else {
                throw settings.error(
                    .missingInput, "evidence", "the model needs '\(name)', which was not given",
                    "give it by that name: --in \(name)=FILE")
            }
            ordered.append(raster)
        }
        for raster in rasters where !model.evidence.contains(raster.name) {
            throw settings.error(
                .unknownInput, "evidence", "the model knows no '\(raster.name)'",
                suggestion(for: raster.name, among: model.evidence))
        }
        return ordered
    }

    private func check(_ extent: Extent, _ model: DepositModel) throws {
        guard extent.known > 0 else {
            throw settings.error(
                .unfitInput, "evidence", "no evidence has data on any cell", "check that the layers cover the grid")
        }
        let most = try settings.number("most_outside")
        guard extent.share <= most || most == 1 else {
            throw settings.error(
                .unfitInput, "evidence",
                "\(Int((100 * extent.share).rounded())) % of the cells lie outside of what the model has seen: "
                    + (try reasons(extent, model)),
                "check units and transforms of these layers, train a model on ground like this, or raise 'most_outside'"
            )
        }
    }

    /// Which evidence leaves the training range, the most first.
    private func reasons(_ extent: Extent, _ model: DepositModel) throws -> String {
        let order = model.profiles.indices.filter { extent.outsideOf[$0] > 0 }
            .sorted { (extent.outsideOf[$1], $0) < (extent.outsideOf[$0], $1) }
        return order.prefix(3).map { index in
            let profile = model.profiles[index]
            return "'\(profile.name)' runs from \(extent.lowest[index]) to \(extent.highest[index]) here, and from "
                + "\(profile.minimum) to \(profile.maximum) in training"
        }.joined(separator: "; ")
    }

    private func table(_ extent: Extent, _ model: DepositModel) -> Table {
        var table = Table(columns: [
            "evidence", "training_minimum", "training_maximum", "minimum", "maximum", "cells_outside",
        ])
        for (index, profile) in model.profiles.enumerated() {
            table.rows.append([
                .text(profile.name), .number(Double(profile.minimum)), .number(Double(profile.maximum)),
                .number(Double(extent.lowest[index])), .number(Double(extent.highest[index])),
                .whole(extent.outsideOf[index]),
            ])
        }
        return table
    }

    private func writeMaps(_ model: DepositModel, _ rasters: [any RasterSource], _ bench: any Workbench) throws {
        try ModelMaps(settings: settings, bench: bench).write(
            model, rasters: rasters, masksExtrapolation: try settings.text("outside") == "mask")
    }
}
