import KernelTypes
import Linear

/// Centre and covariance that outliers do not move: the minimum covariance determinant, by the FAST-MCD algorithm of
/// Rousseeuw and Van Driessen (1999), Technometrics 41.
struct RobustScatter: Sendable {
    /// Of the `support` points whose covariance has the smallest determinant.
    let rawCentre: [Double]
    let rawLogDeterminant: Double
    /// After reweighting.
    let centre: [Double]
    let covariance: Matrix
    /// Points in the best subset.
    let support: Int
    /// Points that the reweighting kept.
    let kept: Int

    private static let nested = 1500
    private static let finalists = 10
    /// The quantile within which a point counts in the reweighting.
    private static let inlierQuantile = 0.975

    /// Searches from `starts` random subsets among `points`, `variables` numbers each; `nil` where more points than
    /// not lie in a plane. `fraction` of the points, at least (n + p + 1) / 2 of them, make the support.
    init?(points: [Double], variables: Int, fraction: Double, starts: Int, seed: UInt64) {
        let count = points.count / variables
        let least = (count + variables + 1) / 2
        support = max(least, Int(fraction * Double(count)))
        guard support <= count, support > variables else { return nil }
        let cloud = PointCloud(points: points, variables: variables)
        var random = SeededNumbers(seed)

        // Many points: starts are tried on some, and the best ones go on with all.
        let part = count > Self.nested ? random.distinct(Self.nested, below: count) : Array(0..<count)
        let partSupport = max((part.count + variables + 1) / 2, support * part.count / count)
        var best: [(value: Double, start: Int, members: [Int])] = []
        for start in 0..<starts {
            guard var estimate = Self.start(cloud, part, &random) else { continue }
            var members: [Int] = []
            for _ in 0..<2 {
                members = estimate.nearest(partSupport, among: part, of: cloud)
                guard let next = ScatterEstimate(cloud, members) else { break }
                estimate = next
            }
            best.append((estimate.logDeterminant, start, members))
            best.sort { ($0.value, $0.start) < ($1.value, $1.start) }
            if best.count > Self.finalists { best.removeLast() }
        }

        var winner: ScatterEstimate?
        for candidate in best {
            guard var estimate = ScatterEstimate(cloud, candidate.members) else { continue }
            var last = Double.infinity
            for _ in 0..<200 {
                let members = estimate.nearest(support, among: Array(0..<count), of: cloud)
                guard let next = ScatterEstimate(cloud, members) else { break }
                last = estimate.logDeterminant
                let isFirstOfAll = estimate.members.count == support
                estimate = next
                if isFirstOfAll && next.logDeterminant >= last { break }
            }
            if estimate.members.count == support, estimate.logDeterminant < winner?.logDeterminant ?? .infinity {
                winner = estimate
            }
        }
        guard let winner else { return nil }
        rawCentre = winner.centre
        rawLogDeterminant = winner.logDeterminant

        // Croux and Haesbroeck (1999): consistent for normal data.
        let freedom = Double(variables)
        func consistency(_ share: Double) -> Double {
            guard share < 1 else { return 1 }
            let limit = Distribution.chiSquareQuantile(share, freedom: freedom)
            return share / (1 - Distribution.chiSquareTail(limit, freedom: freedom + 2))
        }
        let limit =
            Distribution.chiSquareQuantile(Self.inlierQuantile, freedom: freedom)
            * consistency(Double(support) / Double(count))
        let inliers = (0..<count).filter { winner.square(of: $0, in: cloud) <= limit }
        guard let weighted = ScatterEstimate(cloud, inliers) else { return nil }
        kept = inliers.count
        centre = weighted.centre
        var scaled = weighted.covariance
        let factor = consistency(Self.inlierQuantile)
        for row in 0..<variables {
            for column in 0..<variables { scaled[row, column] *= factor }
        }
        covariance = scaled
    }

    /// The scatter of variables + 1 random points, and of more where these lie in a plane.
    private static func start(
        _ cloud: PointCloud, _ part: [Int], _ random: inout SeededNumbers
    ) -> ScatterEstimate? {
        var size = cloud.variables + 1
        while size <= part.count {
            let members = random.distinct(size, below: part.count).map { part[$0] }
            if let estimate = ScatterEstimate(cloud, members) { return estimate }
            size += max(1, size / 2)
        }
        return nil
    }
}

/// Points of several variables, one after the other.
struct PointCloud: Sendable {
    let points: [Double]
    let variables: Int

    func value(_ point: Int, _ variable: Int) -> Double { points[point * variables + variable] }
}

/// Mean and covariance of some points of a cloud.
struct ScatterEstimate: Sendable {
    let members: [Int]
    let centre: [Double]
    let covariance: Matrix
    let logDeterminant: Double
    private let whitening: Matrix

    /// `nil` where the points lie in a plane.
    init?(_ cloud: PointCloud, _ members: [Int]) {
        let variables = cloud.variables
        guard members.count > variables else { return nil }
        var centre = Array(repeating: 0.0, count: variables)
        for member in members {
            for variable in 0..<variables { centre[variable] += cloud.value(member, variable) }
        }
        for variable in 0..<variables { centre[variable] /= Double(members.count) }
        var covariance = Matrix(rows: variables, columns: variables)
        for a in 0..<variables {
            for b in 0...a {
                var sum = 0.0
                for member in members {
                    sum += (cloud.value(member, a) - centre[a]) * (cloud.value(member, b) - centre[b])
                }
                covariance[a, b] = sum / Double(members.count)
                covariance[b, a] = covariance[a, b]
            }
        }
        let factor: Cholesky
        do { factor = try Cholesky(covariance) } catch { return nil }
        for index in 0..<variables {
            let own = factor.lower[index, index] * factor.lower[index, index]
            guard own > QuadraticForm.leastOwnVariance * covariance[index, index] else { return nil }
        }
        self.members = members
        self.centre = centre
        self.covariance = covariance
        logDeterminant = factor.logDeterminant
        whitening = factor.inverseLower
    }

    /// The squared Mahalanobis distance of a point.
    func square(of point: Int, in cloud: PointCloud) -> Double {
        var total = 0.0
        for row in 0..<cloud.variables {
            var sum = 0.0
            for column in 0...row {
                sum += whitening[row, column] * (cloud.value(point, column) - centre[column])
            }
            total += sum * sum
        }
        return total
    }

    /// The points of smallest distance; of equal ones the first.
    func nearest(_ count: Int, among candidates: [Int], of cloud: PointCloud) -> [Int] {
        let ranked = candidates.map { (square: square(of: $0, in: cloud), point: $0) }
            .sorted { ($0.square, $0.point) < ($1.square, $1.point) }
        return ranked.prefix(count).map(\.point).sorted()
    }
}
