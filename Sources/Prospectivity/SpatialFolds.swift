import Survey

/// Which cases are held out together, so that a model is judged where it has not learned.
package struct SpatialFolds: Hashable, Sendable {
    package enum Method: Hashable, Sendable {
        /// Square blocks of this side in metres, dealt to folds.
        case blocks(side: Double, folds: Int)
        /// Compact groups of points.
        case kMeans(folds: Int)
        /// Each point by itself; what lies nearer to it than the buffer, in metres, is not learned from.
        case leaveOneOut(buffer: Double)
    }

    /// Why cases cannot be parted.
    package enum Failure: Error, Hashable, Sendable {
        case fewerPointsThanFolds(points: Int, folds: Int)
        /// All points lie in fewer blocks than folds.
        case fewerBlocksThanFolds(blocks: Int, folds: Int)
    }

    /// The fold of each case.
    package private(set) var foldOfCase: [Int]
    package private(set) var count: Int
    /// Metres around a held-out point from which nothing is learned.
    package let buffer: Double

    /// Parts the cases of a sample.
    package init(_ sample: TrainingSample, method: Method, seed: Int) throws(Failure) {
        foldOfCase = []
        count = 0
        let points = sample.points
        switch method {
        case .blocks(let side, let folds):
            guard points.count >= folds else { throw .fewerPointsThanFolds(points: points.count, folds: folds) }
            buffer = 0
            count = folds
            foldOfCase = try Self.blocks(sample, side: side, folds: folds, seed: seed)
        case .kMeans(let folds):
            guard points.count >= folds else { throw .fewerPointsThanFolds(points: points.count, folds: folds) }
            buffer = 0
            let centres = Self.centres(points.map { sample.places[$0] }, folds, seed: seed)
            count = centres.count
            guard count >= 2 else { throw .fewerBlocksThanFolds(blocks: count, folds: folds) }
            foldOfCase = sample.places.map { Self.nearest(to: $0, of: centres) }
        case .leaveOneOut(let buffer):
            guard points.count >= 2 else { throw .fewerPointsThanFolds(points: points.count, folds: 2) }
            self.buffer = buffer
            count = points.count
            let centres = points.map { sample.places[$0] }
            foldOfCase = sample.places.map { Self.nearest(to: $0, of: centres) }
            for (fold, point) in points.enumerated() { foldOfCase[point] = fold }
        }
    }

    /// The rows that a fold's model may learn from.
    func kept(_ rows: [Int], fold: Int, of sample: TrainingSample) -> [Int] {
        let outside = rows.filter { foldOfCase[$0] != fold }
        guard buffer > 0 else { return outside }
        let held = sample.points.filter { foldOfCase[$0] == fold }.map { sample.places[$0] }
        return outside.filter { row in
            !held.contains { $0.squaredDistance(to: sample.places[row]) < buffer * buffer }
        }
    }

    private static func blocks(
        _ sample: TrainingSample, side: Double, folds: Int, seed: Int
    ) throws(Failure) -> [Int] {
        let west = sample.places.map(\.x).min() ?? 0
        let north = sample.places.map(\.y).max() ?? 0
        let blockOfCase = sample.places.map {
            Cell(column: Int(($0.x - west) / side), row: Int((north - $0.y) / side))
        }
        var pointsOfBlock: [Cell: Int] = [:]
        for block in blockOfCase { pointsOfBlock[block] = 0 }
        for point in sample.points { pointsOfBlock[blockOfCase[point], default: 0] += 1 }
        let holding = pointsOfBlock.values.count { $0 > 0 }
        guard holding >= folds else { throw .fewerBlocksThanFolds(blocks: holding, folds: folds) }
        var blocks = pointsOfBlock.keys.sorted { ($0.row, $0.column) < ($1.row, $1.column) }
        var draws = Draws(seed: seed, stream: 2)
        draws.shuffle(&blocks, first: blocks.count)
        // The fullest block first, each to the fold with the fewest points: folds come out about even.
        let order = blocks.enumerated().sorted {
            let (left, right) = (pointsOfBlock[$0.element] ?? 0, pointsOfBlock[$1.element] ?? 0)
            return left != right ? left > right : $0.offset < $1.offset
        }.map(\.element)
        var points = [Int](repeating: 0, count: folds)
        var sizes = points
        var foldOfBlock: [Cell: Int] = [:]
        for block in order {
            var fold = 0
            for other in 1..<folds where (points[other], sizes[other]) < (points[fold], sizes[fold]) { fold = other }
            if pointsOfBlock[block] == 0 {
                for other in 0..<folds where sizes[other] < sizes[fold] { fold = other }
            }
            foldOfBlock[block] = fold
            points[fold] += pointsOfBlock[block] ?? 0
            sizes[fold] += 1
        }
        return blockOfCase.map { foldOfBlock[$0] ?? 0 }
    }

    /// Lloyd's k-means from k-means++ seeds (Arthur and Vassilvitskii 2007); empty groups are dropped.
    private static func centres(_ points: [Point], _ count: Int, seed: Int) -> [Point] {
        var draws = Draws(seed: seed, stream: 3)
        var centres = [points[draws.next(below: points.count)]]
        while centres.count < count {
            let squares = points.map { point in centres.map { $0.squaredDistance(to: point) }.min() ?? 0 }
            var rest = draws.unit() * squares.reduce(0, +)
            guard rest > 0 else { break }
            let chosen = squares.firstIndex { square in
                rest -= square
                return rest < 0
            }
            centres.append(points[chosen ?? points.count - 1])
        }
        for _ in 0..<100 {
            var sums = centres.map { _ in (x: 0.0, y: 0.0, n: 0.0) }
            for point in points {
                let group = nearest(to: point, of: centres)
                sums[group].x += point.x
                sums[group].y += point.y
                sums[group].n += 1
            }
            let moved = sums.filter { $0.n > 0 }.map { Point(x: $0.x / $0.n, y: $0.y / $0.n) }
            if moved == centres { break }
            centres = moved
        }
        return centres
    }

    private static func nearest(to point: Point, of centres: [Point]) -> Int {
        var best = (index: 0, square: Double.infinity)
        for (index, centre) in centres.enumerated() {
            let square = centre.squaredDistance(to: point)
            if square < best.square { best = (index, square) }
        }
        return best.index
    }
}

extension Point {
    func squaredDistance(to other: Point) -> Double {
        (x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)
    }
}
