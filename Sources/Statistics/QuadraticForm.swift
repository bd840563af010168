import Kernels
import Linear
import Operations

/// Squared Mahalanobis distances from a centre: |W (x - m)|² with W the inverse of the covariance's Cholesky factor.
struct QuadraticForm: Sendable {
    let centre: [Double]
    /// Lower triangle of W, row after row.
    private let whitening: [Double]

    /// A layer of which less than this share of the variance is its own counts as a combination of the others.
    static let leastOwnVariance = 1e-10

    /// An error names the first variable that is constant or a combination of those before it.
    init(centre: [Double], covariance: Matrix, names: [String], of settings: Settings) throws(OperationError) {
        let size = centre.count
        let scales = (0..<size).map { covariance[$0, $0].squareRoot() }
        func dependent(_ index: Int) -> OperationError {
            settings.unfit(
                "'\(names[index])' is constant, or a combination of the layers before it", "leave it out")
        }
        if let constant = scales.firstIndex(where: { !($0 > 0) }) { throw dependent(constant) }
        var correlation = Matrix(rows: size, columns: size)
        for row in 0..<size {
            for column in 0..<size {
                correlation[row, column] = row == column ? 1 : covariance[row, column] / (scales[row] * scales[column])
            }
        }
        let factor: Cholesky
        do {
            factor = try Cholesky(correlation)
        } catch {
            throw settings.unfit("the layers are combinations of one another", "leave out what stands there twice")
        }
        for index in 0..<size where factor.lower[index, index] * factor.lower[index, index] < Self.leastOwnVariance {
            throw dependent(index)
        }
        let inverse = factor.inverseLower
        var whitening: [Double] = []
        for row in 0..<size {
            for column in 0...row { whitening.append(inverse[row, column] / scales[column]) }
        }
        self.centre = centre
        self.whitening = whitening
    }

    /// The squared distance of one point, summed in the same order as for a row.
    func square(of point: some RandomAccessCollection<Double>) -> Double {
        let deviations = zip(point, centre).map { $0 - $1 }
        var total = 0.0
        var place = 0
        for row in deviations.indices {
            var sum = 0.0
            for column in 0...row {
                sum += whitening[place] * deviations[column]
                place += 1
            }
            total += sum * sum
        }
        return total
    }

    /// The squared distances of a row's cells.
    func squares(of row: LayerRow, into results: UnsafeMutablePointer<Float>) {
        Kernels.best.squaredDistances(
            of: centre.indices.map { row.layer($0) }, count: row.count, from: centre, triangle: whitening,
            into: results)
    }
}
