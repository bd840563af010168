import KernelTypes
import Linear
package import Operations
import Survey

/// The directions in which the layers vary most together.
package struct PrincipalComponents: Procedure {
    package static let declaration = Operation(
        name: "pca", summary: "Gives a principal component of several layers, and the loadings of all of them.",
        family: .statistics, inputs: [.layers],
        parameters: [
            Parameter("component", .integer(from: 1, to: 1_000), default: 1, "which component; 1 explains most"),
            Parameter(
                "standardise", .flag, default: true,
                "true: of the correlations, each layer counts alike; false: of the covariances"),
        ],
        outputs: [.init("out", .raster), .init("table", .table)], memory: .twoPass,
        formula: """
            score = Σ e_j (x_j - mean_j) / σ_j (σ_j = 1 where standardise=false), e an eigenvector of length 1 of the \
            correlation or covariance matrix (divided by n) over the cells where all layers have a finite value. The \
            component of e with the largest magnitude is positive. The table has, a component a row, the eigenvalue, \
            its share of their sum, and e; the loading as a correlation is e · √eigenvalue / σ.
            """,
        source: "Jolliffe (2002), Principal Component Analysis, 2nd ed.; eigenvectors by LAPACK's dsyevd.")

    private let settings: Settings
    private let component: Int
    private let isStandardised: Bool

    package init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        component = try settings.integer("component")
        isStandardised = try settings.flag("standardise")
    }

    package func run(at bench: any Workbench) throws {
        let stack = try LayerStack("in", at: bench, of: settings)
        guard component <= stack.count else {
            throw settings.error(
                .outOfRange, "component", "there is no component \(component) of \(stack.count) layers",
                "write a whole number in 1...\(stack.count)")
        }
        let moments = try stack.crossMoments(at: bench, of: settings, least: 2)
        if isStandardised { try stack.requireSpread(moments, of: settings) }
        let eigen = try SymmetricEigen(moments.matrix(standardised: isStandardised))
        let total = eigen.values.reduce(0, +)
        guard total > 0 else {
            throw settings.unfit("every layer has one value everywhere", "give layers that vary")
        }
        let vector = eigen.vectors.column(component - 1)
        let weights = vector.indices.map { isStandardised ? vector[$0] / moments.deviation($0) : vector[$0] }
        let out = try bench.raster("out", on: stack.grid, unit: "")
        let means = moments.means
        try stack.map(at: bench, into: [out]) { row, results in
            Self.project(row, on: weights, from: means, into: results[0])
        }
        bench.record("cells", Double(moments.count))
        bench.record("explained", eigen.values[component - 1] / total)
        try bench.give(table: table(eigen, total: total, names: stack.names), to: "table")
    }

    private static func project(
        _ row: LayerRow, on weights: [Double], from means: [Double], into results: UnsafeMutablePointer<Float>
    ) {
        var sums = [Double](repeating: 0, count: row.count)
        for layer in weights.indices {
            let values = row.layer(layer)
            let (weight, mean) = (weights[layer], means[layer])
            for place in 0..<row.count { sums[place] += weight * (Double(values[place]) - mean) }
        }
        for place in 0..<row.count { results[place] = Float(sums[place]) }
    }

    private func table(_ eigen: SymmetricEigen, total: Double, names: [String]) -> Table {
        var cumulative = 0.0
        let rows: [[Table.Value]] = eigen.values.indices.map { index in
            // A rank below the number of layers leaves a rounding error here, on either side of zero.
            let value = max(0, eigen.values[index])
            cumulative += value / total
            let figures: [Double] = [value, value / total, min(1, cumulative)] + eigen.vectors.column(index)
            return [.whole(index + 1)] + figures.map(Table.Value.number)
        }
        return Table(columns: ["component", "eigenvalue", "explained", "cumulative"] + names, rows: rows)
    }
}
