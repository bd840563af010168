import KernelTypes
import Linear
package import Operations
import Survey
import Synchronization

/// How far each cell lies from the cloud of all cells (RX).
package struct Mahalanobis: Procedure {
    package static let declaration = Operation(
        name: "mahalanobis",
        summary: "Gives each cell's squared Mahalanobis distance from the mean of all: the global RX detector.",
        family: .anomaly, inputs: [.layers],
        parameters: [
            Parameter(
                "estimator", .choice(["classical", "mcd"]), default: "classical",
                "of mean and covariance: classical, of all cells; mcd, of those that outliers do not move"),
            Parameter(
                "confidence", .number(from: 0.5, to: 0.999_999), default: 0.975,
                "the threshold is this quantile of chi-square with as many degrees of freedom as layers"),
            Parameter(
                "support", .number(from: 0.5, to: 1), default: 0.5,
                "mcd: share of the cells whose covariance is made smallest"),
            Parameter(
                "sample", .integer(from: 100, to: 1_000_000), unit: "cells", default: 10_000,
                "mcd: cells from which it is estimated, drawn without replacement"),
            Parameter("starts", .integer(from: 1, to: 10_000), default: 500, "mcd: random subsets to start from"),
            .seed,
        ],
        outputs: [.init("out", .raster), .init("table", .table)], memory: .twoPass,
        formula: """
            d² = (x - m)ᵀ S⁻¹ (x - m) over the cells where all layers have a finite value; S is divided by n. The \
            figure 'threshold' is the quantile of chi-square at 'confidence', above which a cell of normal layers lies \
            with a chance of 1 - confidence. mcd: the support of h = max(⌊(n + p + 1) / 2⌋, ⌊support · n⌋) cells with \
            the smallest determinant, made consistent, then reweighted by the cells below the 0.975 quantile. The \
            table has mean and deviation of each layer as estimated.
            """,
        source: """
            Reed and Yu (1990), IEEE Trans. ASSP 38, without the factor for the cell itself; Rousseeuw and Van \
            Driessen (1999), FAST-MCD; consistency factors: Croux and Haesbroeck (1999), without small-sample \
            corrections.
            """)

    private let settings: Settings
    private let isRobust: Bool
    private let confidence: Double

    package init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        isRobust = try settings.text("estimator") == "mcd"
        confidence = try settings.number("confidence")
    }

    package func run(at bench: any Workbench) throws {
        let stack = try LayerStack("in", at: bench, of: settings)
        let (centre, covariance) = try isRobust ? robust(stack, bench) : classical(stack, bench)
        let form = try QuadraticForm(centre: centre, covariance: covariance, names: stack.names, of: settings)
        let threshold = Distribution.chiSquareQuantile(confidence, freedom: Double(stack.count))
        let above = Mutex(0)
        let out = try bench.raster("out", on: stack.grid, unit: "")
        try stack.map(at: bench, into: [out]) { row, results in
            form.squares(of: row, into: results[0])
            var found = 0
            for place in 0..<row.count where Double(results[0][place]) > threshold { found += 1 }
            above.withLock { $0 += found }
        }
        bench.record("threshold", threshold)
        bench.record("cells_above", Double(above.withLock { $0 }))
        let rows: [[Table.Value]] = stack.names.indices.map { index in
            [.text(stack.names[index]), .number(centre[index]), .number(covariance[index, index].squareRoot())]
        }
        try bench.give(table: Table(columns: ["layer", "mean", "deviation"], rows: rows), to: "table")
    }

    private func classical(_ stack: LayerStack, _ bench: any Workbench) throws -> ([Double], Matrix) {
        let moments = try stack.crossMoments(at: bench, of: settings, least: stack.count + 1)
        try stack.requireSpread(moments, of: settings)
        bench.record("cells", Double(moments.count))
        return (moments.means, moments.matrix(standardised: false))
    }

    private func robust(_ stack: LayerStack, _ bench: any Workbench) throws -> ([Double], Matrix) {
        let moments = try stack.crossMoments(at: bench, of: settings, least: 2 * (stack.count + 1))
        try stack.requireSpread(moments, of: settings)
        bench.record("cells", Double(moments.count))
        let sample = try stack.sample(try settings.integer("sample"), seed: try settings.seed(), at: bench)
        // Distances do not depend on the layers' scales, but rounding does.
        let scales = moments.means.indices.map { moments.deviation($0) }
        let points = sample.values.indices.map { index in
            let layer = index % stack.count
            return (Double(sample.values[index]) - moments.means[layer]) / scales[layer]
        }
        let scatter = RobustScatter(
            points: points, variables: stack.count, fraction: try settings.number("support"),
            starts: try settings.integer("starts"), seed: try settings.seed() &+ 1)
        guard let scatter else {
            throw settings.unfit(
                "more than half of the cells lie in a plane: a layer is constant or a combination of others there",
                "leave that layer out, or use estimator=classical")
        }
        bench.record("support", Double(scatter.support))
        bench.record("kept", Double(scatter.kept))
        let centre = scatter.centre.indices.map { scatter.centre[$0] * scales[$0] + moments.means[$0] }
        var covariance = scatter.covariance
        for row in scales.indices {
            for column in scales.indices { covariance[row, column] *= scales[row] * scales[column] }
        }
        return (centre, covariance)
    }
}
