import KernelTypes
import Operations
import Survey

/// What every model's procedure does around its own learning: gathers, judges, scores and gives.
struct ModelRun {
    let operation: Operation
    let settings: Settings
    let model: ModelSettings
    let bench: any Workbench

    /// The evidence's rasters, on the same cells.
    func evidence() throws -> [any RasterSource] { try bench.rasters("evidence") }

    /// Cases for learning and judging; notes what a reader should know of them.
    func gather(
        _ rasters: [any RasterSource], negatives: Int, isTold: Bool = true
    ) throws -> TrainingSample {
        let chosen = bench.has("negatives") ? try bench.occurrences("negatives") : nil
        let sample = try SampleGathering(
            negatives: negatives, area: model.areaSample, unitCell: model.unitCell, seed: model.seed
        ).gather(
            rasters, training: try bench.occurrences("training"), chosen: chosen,
            rejected: bench.has("rejected") ? try bench.occurrences("rejected") : [], at: bench, for: operation)
        if isTold { sample.notes.forEach(bench.note) }
        try check(sample)
        return sample
    }

    private func check(_ sample: TrainingSample) throws(OperationError) {
        guard !sample.points.isEmpty else {
            throw unfit(
                "training", "no training point lies on a cell of the grid where evidence is known",
                "check the CRS of the training layer, or drop occurrences that lie in the campaign's area")
        }
        for (name, column) in zip(sample.evidence, sample.columns) where !column.contains(where: \.isFinite) {
            throw unfit(
                "evidence", "'\(name)' has no data on any of the cells that were looked at",
                "check that its layer covers the grid, or leave it out of the model")
        }
        guard sample.units > Double(sample.points.count) + 1 else {
            throw unfit(
                "unit_cell", "\(sample.points.count) training points on \(sample.units) unit cells",
                "set a smaller 'unit_cell', so that there are more unit cells than points")
        }
    }

    func unfit(_ key: String, _ reason: String, _ remedy: String) -> OperationError {
        OperationError(code: .unfitInput, operation: operation.name, key: key, reason: reason, remedy: remedy)
    }

    /// Judges a trainer; `nil`, with a note, where it cannot be judged.
    func evaluation(_ trainer: any ModelTrainer, rule: any CellRule, on sample: TrainingSample) throws -> Evaluation? {
        guard model.evaluates else { return nil }
        guard sample.area.count >= 20 else {
            bench.note("the model was not judged: the study has fewer than 20 cells besides those learned from")
            return nil
        }
        let evaluator = model.evaluator(for: sample)
        do {
            let evaluation = try evaluator.evaluate(
                trainer, rule: rule, model: operation.name, on: sample, by: bench.inParallel)
            evaluation.sentences.forEach(bench.note)
            for figure in evaluation.figures where figure.value.isFinite { bench.record(figure.name, figure.value) }
            return evaluation
        } catch SpatialFolds.Failure.fewerPointsThanFolds(let points, let folds) {
            bench.note(
                "the model was not judged: \(points) deposits cannot be parted into \(folds) folds; set a smaller "
                    + "'fold_count', or 'folds: leave-one-out'")
        } catch SpatialFolds.Failure.fewerBlocksThanFolds(let blocks, let folds) {
            bench.note(
                "the model was not judged: the deposits lie in \(blocks) blocks, fewer than \(folds) folds; set a "
                    + "smaller 'block_size' or 'fold_count', or 'folds: k-means'")
        }
        return nil
    }

    /// Writes score, uncertainty and band.
    func writeMaps(_ deposit: DepositModel, rasters: [any RasterSource]) throws {
        try ModelMaps(settings: settings, bench: bench).write(deposit, rasters: rasters)
    }

    /// Gives model, evaluation and their tables.
    func give(_ model: DepositModel) throws {
        try bench.give(value: model, to: "model")
        guard let evaluation = model.evaluation else { return }
        try bench.give(value: evaluation, to: "evaluation")
        try bench.give(table: evaluation.curveTable, to: "curves")
        try bench.give(table: evaluation.figureTable, to: "figures")
    }

    /// The model as a value.
    func depositModel(
        _ rule: DepositModel.Rule, sample: TrainingSample, evaluation: Evaluation?
    ) -> DepositModel {
        let seen = sample.points + sample.negatives + sample.area
        return DepositModel(
            operation: operation.name, version: operation.version,
            settings: settings.values.mapValues(\.description),
            profiles: zip(sample.evidence, sample.columns).map { name, column in
                EvidenceProfile(name: name, values: seen.map { column[$0] })
            }, rule: rule, points: sample.points.count, negatives: sample.negatives.count,
            fingerprint: sample.fingerprint, evaluation: evaluation)
    }

    static let modelOutputs: [Operation.Output] = [
        .init("model", .table), .init("evaluation", .table), .init("curves", .table), .init("figures", .table),
    ]
    static let mapOutputs: [Operation.Output] = [
        .init("score", .raster), .init("uncertainty", .raster), .init("band", .raster),
    ]
}
