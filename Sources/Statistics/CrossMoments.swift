import Kernels
import Linear
import Operations

/// Count, means and products of deviations of several variables over the same cells.
///
/// Figures of a raster are those of its rows merged from north to south.
struct CrossMoments: Hashable, Sendable {
    var count = 0
    var means: [Double]
    /// Sums of products of deviations, lower triangle row after row.
    var products: [Double]

    init(variables: Int) {
        means = Array(repeating: 0, count: variables)
        products = Array(repeating: 0, count: variables * (variables + 1) / 2)
    }

    var variables: Int { means.count }

    /// Adds the cells of `other`: Chan, Golub and LeVeque (1979), for products as for squares.
    mutating func merge(_ other: CrossMoments) {
        guard other.count > 0 else { return }
        guard count > 0 else {
            self = other
            return
        }
        let added = Double(other.count)
        let share = added / (Double(count) + added)
        let weight = Double(count) * share
        var differences = other.means
        for index in means.indices { differences[index] -= means[index] }
        var place = 0
        for row in means.indices {
            for column in 0...row {
                products[place] += other.products[place] + differences[row] * differences[column] * weight
                place += 1
            }
        }
        for index in means.indices { means[index] += differences[index] * share }
        count += other.count
    }

    func product(_ a: Int, _ b: Int) -> Double {
        let (high, low) = a >= b ? (a, b) : (b, a)
        return products[high * (high + 1) / 2 + low]
    }

    /// Divided by n, or by n - 1.
    func covariance(_ a: Int, _ b: Int, sample: Bool = false) -> Double {
        product(a, b) / Double(sample ? count - 1 : count)
    }

    func deviation(_ index: Int, sample: Bool = false) -> Double {
        covariance(index, index, sample: sample).squareRoot()
    }

    /// Pearson's; NaN where one of both is constant.
    func correlation(_ a: Int, _ b: Int) -> Double {
        if a == b { return product(a, a) > 0 ? 1 : .nan }
        let scale = product(a, a).squareRoot() * product(b, b).squareRoot()
        return scale > 0 ? min(1, max(-1, product(a, b) / scale)) : .nan
    }

    /// The covariances, or the correlations.
    func matrix(standardised: Bool, sample: Bool = false) -> Matrix {
        var matrix = Matrix(rows: variables, columns: variables)
        for row in 0..<variables {
            for column in 0..<variables {
                matrix[row, column] =
                    standardised ? correlation(row, column) : covariance(row, column, sample: sample)
            }
        }
        return matrix
    }
}

extension CrossMoments {
    /// Cells of one row, in double precision: means by eight sums, then products of deviations, in a fixed order.
    init(_ row: LayerRow) {
        self.init(variables: row.layers)
        count = row.count
        guard count > 0 else { return }
        let width = (count + 7) & ~7
        var deviations = [Double](repeating: 0, count: width * row.layers)
        deviations.withUnsafeMutableBufferPointer { deviations in
            guard let base = deviations.baseAddress else { return }
            for layer in 0..<row.layers {
                means[layer] = Kernels.best.rowDeviations(row.layer(layer), count: count, into: base + layer * width)
            }
            products = Kernels.best.crossProducts(base, width: width, variables: row.layers)
        }
    }
}

extension LayerStack {
    /// Figures of all cells with a value in every layer; an error where there are fewer than `least`.
    func crossMoments(at bench: any Workbench, of settings: Settings, least: Int) throws -> CrossMoments {
        let moments = try fold(
            at: bench, stage: "moments", into: CrossMoments(variables: count), row: { CrossMoments($0) }
        ) { $0.merge($1) }
        guard moments.count >= least else {
            throw settings.error(
                .unfitInput, "in",
                "\(moments.count) cells have a value in every layer, and \(least) are needed",
                "give layers that cover the same area")
        }
        return moments
    }

    /// Throws where a layer has one value everywhere.
    func requireSpread(_ moments: CrossMoments, of settings: Settings) throws(OperationError) {
        for (index, layer) in layers.enumerated() where !(moments.product(index, index) > 0) {
            throw settings.error(
                .unfitInput, "in",
                "'\(layer.name)' is \(moments.means[index]) in every cell where all layers have a value",
                "leave it out: it tells no cell from another")
        }
    }
}
