import Operations
import Survey

/// What is set alike on every model that learns: the cases, the folds, the null test, the uncertainty.
struct ModelSettings: Sendable {
    static let sampling: [Parameter] = [
        Parameter("unit_cell", .positive, unit: "km2", default: 1, "area that one training point stands for"),
        Parameter(
            "area_sample", .integer(from: 100, to: 1_000_000), default: 10_000,
            "cells drawn to stand for the area where the model is judged; none of them is learned from"),
        Parameter("seed", .integer(from: 0, to: 1 << 50), default: 1, "of everything that is drawn"),
    ]

    static let evaluation: [Parameter] = [
        Parameter("evaluate", .flag, default: true, "whether the model is judged on held-out deposits"),
        Parameter(
            "folds", .choice(["blocks", "k-means", "leave-one-out"]), default: "blocks",
            """
            how deposits are held out: in square blocks, in compact groups, or each by itself with a buffer (for few \
            deposits)
            """),
        Parameter("fold_count", .integer(from: 2, to: 100), default: 5, "folds of blocks or groups"),
        Parameter(
            "block_size", .positive, unit: "m", isOptional: true,
            "side of a block; where nothing is said, the median range of the evidence's variograms"),
        Parameter(
            "buffer", .number(from: 0, to: .infinity), unit: "m", isOptional: true,
            """
            for leave-one-out: nothing nearer to the held-out deposit is learned from; where nothing is said, the \
            median range of the evidence's variograms
            """),
        Parameter(
            "null_runs", .integer(from: 0, to: 9999), default: 99,
            "runs of the same pipeline on shuffled deposits; 0 leaves the null test out"),
        Parameter(
            "importance", .choice(["none", "permutation", "drop-column"]), default: "permutation",
            "what each evidence is worth on held-out deposits; drop-column trains again without each, and tells both"),
    ]

    static let uncertainty: [Parameter] = [
        Parameter(
            "errors", .map, default: .map([:]),
            "evidence → the raster among `error` that holds its standard deviation, such as a kriging deviation"),
        Parameter(
            "least_known", .number(from: 0, to: 1), default: 0.5,
            "share of the evidence that must be known and within the training range for a cell to be judged"),
    ]

    static let rejectedInput = Operation.Input(
        "rejected", .occurrences, "targets that were looked at and found empty: negatives besides those given or drawn",
        isOptional: true)

    static let errorInput = Operation.Input(
        "error", .raster, "standard deviations of evidence, by name; see `errors`", isMany: true, isOptional: true)

    var unitCell: Double
    var areaSample: Int
    var seed: Int
    var evaluates: Bool
    var foldMethod: String
    var foldCount: Int
    var blockSize: Double?
    var buffer: Double?
    var nullRuns: Int
    var importance: Evaluator.Importance

    init(_ settings: Settings) throws(OperationError) {
        unitCell = try settings.number("unit_cell")
        areaSample = try settings.integer("area_sample")
        seed = try settings.integer("seed")
        evaluates = try settings.flag("evaluate")
        foldMethod = try settings.text("folds")
        foldCount = try settings.integer("fold_count")
        blockSize = settings.values["block_size"]?.number
        buffer = settings.values["buffer"]?.number
        nullRuns = try settings.integer("null_runs")
        importance = Evaluator.Importance(rawValue: try settings.text("importance")) ?? .none
    }

    /// The judge for a sample; the range is estimated where none is given.
    func evaluator(for sample: TrainingSample) -> Evaluator {
        let extent = Self.extent(of: sample)
        func range() -> Double { min(VariogramRange.median(of: sample) ?? extent / 5, extent / 3) }
        let method: SpatialFolds.Method
        let text: String
        switch foldMethod {
        case "k-means":
            method = .kMeans(folds: foldCount)
            text = "\(foldCount) compact groups of deposits"
        case "leave-one-out":
            let buffer = buffer ?? range()
            method = .leaveOneOut(buffer: buffer)
            text = "each deposit by itself, with a buffer of \(Int(buffer)) m"
        default:
            let side = max(1, blockSize ?? range())
            method = .blocks(side: side, folds: foldCount)
            text = "\(foldCount) folds of blocks of \(Int(side)) m"
        }
        return Evaluator(method: method, methodText: text, nullRuns: nullRuns, importance: importance, seed: seed)
    }

    private static func extent(of sample: TrainingSample) -> Double {
        let xs = sample.places.map(\.x)
        let ys = sample.places.map(\.y)
        let width = (xs.max() ?? 0) - (xs.min() ?? 0)
        let height = (ys.max() ?? 0) - (ys.min() ?? 0)
        return max(width, height)
    }
}
