import Linear
import Survey

/// Kriging with all readings at once: one factorisation for the whole grid.
struct WholeKriging: KrigingSystem {
    private let places: ReadingPlaces
    private let model: VariogramModel
    private let drift: Kriging.DriftKind
    private let metres: Double
    private let limit: Double
    private let centre: Point
    private let covariances: Cholesky
    /// C⁻¹F, one column a drift function.
    private let solvedDrift: Matrix
    /// FᵀC⁻¹F.
    private let driftSystem: Cholesky
    private let coefficients: [Double]
    /// C⁻¹(v - Fβ).
    private let weights: [Double]

    init(
        places: ReadingPlaces, model: VariogramModel, drift: Kriging.DriftKind, metresPerUnit: Double, limit: Double,
        readings: ChannelReadings
    ) throws {
        self.places = places
        self.model = model
        self.drift = drift
        metres = metresPerUnit
        self.limit = limit
        let count = places.positions.count
        var centre = Point(x: 0, y: 0)
        for position in places.positions {
            centre.x += position.x / Double(count)
            centre.y += position.y / Double(count)
        }
        self.centre = centre
        var columns: [Double] = []
        columns.reserveCapacity(count * count)
        for a in places.positions {
            for b in places.positions { columns.append(model.covariance(at: Self.distance(a, b) * metresPerUnit)) }
        }
        let scale = metresPerUnit / model.range
        let rows = places.positions.map {
            drift.values(x: ($0.x - centre.x) * scale, y: ($0.y - centre.y) * scale)
        }
        let functions = Matrix(rows: rows)
        do {
            covariances = try Cholesky(Matrix(rows: count, columns: count, columnMajor: columns))
            solvedDrift = covariances.solve(functions)
            var system = Matrix(rows: drift.functions, columns: drift.functions)
            for a in 0..<drift.functions {
                for b in 0..<drift.functions {
                    system[a, b] = Self.product(functions.column(a), solvedDrift.column(b))
                }
            }
            driftSystem = try Cholesky(system)
        } catch {
            throw readings.unfit(
                "the kriging equations cannot be solved: \(error.reason)", remedy: "set a nugget, or a simpler 'drift'")
        }
        let solvedFunctions = solvedDrift
        let right = (0..<drift.functions).map { Self.product(solvedFunctions.column($0), places.values) }
        let coefficients = driftSystem.solve(right)
        self.coefficients = coefficients
        weights = covariances.solve(zip(places.values, rows).map { $0 - Self.product($1, coefficients) })
    }

    func estimates(at points: [Point]) -> [KrigingEstimate] {
        let count = places.positions.count
        var columns: [Double] = []
        columns.reserveCapacity(count * points.count)
        var nearest = Array(repeating: Double.infinity, count: points.count)
        for (index, point) in points.enumerated() {
            for place in places.positions {
                let distance = Self.distance(place, point)
                nearest[index] = min(nearest[index], distance)
                columns.append(model.covariance(at: distance * metres))
            }
        }
        let right = Matrix(rows: count, columns: points.count, columnMajor: columns)
        let solved = covariances.solve(right)
        let scale = metres / model.range
        return points.indices.map { index in
            guard nearest[index] <= limit else { return .none }
            let covariance = right.column(index)
            let at = drift.values(x: (points[index].x - centre.x) * scale, y: (points[index].y - centre.y) * scale)
            let rest = at.indices.map { at[$0] - Self.product(solvedDrift.column($0), covariance) }
            let value = Self.product(covariance, weights) + Self.product(at, coefficients)
            let variance =
                model.sill - Self.product(covariance, solved.column(index))
                + Self.product(rest, driftSystem.solve(rest))
            return KrigingEstimate(value: value, variance: max(0, variance))
        }
    }

    private static func distance(_ a: Point, _ b: Point) -> Double {
        let x = a.x - b.x
        let y = a.y - b.y
        return (x * x + y * y).squareRoot()
    }

    private static func product(_ a: [Double], _ b: [Double]) -> Double {
        var sum = 0.0
        for index in a.indices { sum += a[index] * b[index] }
        return sum
    }
}
