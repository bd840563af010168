import Survey
import Testing

@testable import Prospectivity

@Suite struct SpatialFoldsTests {
    private let sample = PlantedWorld(seed: 3, deposits: 40).sample()

    @Test func `blocks keep neighbours together and deal the deposits out about evenly`() throws {
        let folds = try SpatialFolds(sample, method: .blocks(side: 4000, folds: 5), seed: 1)
        var foldOfBlock: [Cell: Int] = [:]
        let west = sample.places.map(\.x).min() ?? 0
        let north = sample.places.map(\.y).max() ?? 0
        for (place, fold) in zip(sample.places, folds.foldOfCase) {
            let block = Cell(column: Int((place.x - west) / 4000), row: Int((north - place.y) / 4000))
            #expect(foldOfBlock[block, default: fold] == fold)
            foldOfBlock[block] = fold
        }
        let points = (0..<5).map { fold in sample.points.count { folds.foldOfCase[$0] == fold } }
        #expect(points.reduce(0, +) == 40 && points.allSatisfy { $0 >= 5 && $0 <= 13 })
    }

    @Test func `a seed gives the same folds again, another seed others`() throws {
        let folds = try (1...2).map { try SpatialFolds(sample, method: .blocks(side: 3000, folds: 4), seed: $0) }
        #expect(try SpatialFolds(sample, method: .blocks(side: 3000, folds: 4), seed: 1) == folds[0])
        #expect(folds[0] != folds[1])
    }

    @Test func `groups of k-means belong to their nearest centre`() throws {
        let folds = try SpatialFolds(sample, method: .kMeans(folds: 4), seed: 1)
        let centres = (0..<folds.count).map { fold -> Point in
            let held = sample.points.filter { folds.foldOfCase[$0] == fold }.map { sample.places[$0] }
            return Point(
                x: held.map(\.x).reduce(0, +) / Double(held.count), y: held.map(\.y).reduce(0, +) / Double(held.count))
        }
        for (place, fold) in zip(sample.places, folds.foldOfCase) {
            let nearest = centres.map { $0.squaredDistance(to: place) }
            #expect(nearest[fold] == nearest.min())
        }
    }

    @Test func `leave-one-out learns from nothing within the buffer`() throws {
        let folds = try SpatialFolds(sample, method: .leaveOneOut(buffer: 3000), seed: 1)
        #expect(folds.count == 40)
        let kept = folds.kept(sample.points + sample.negatives, fold: 7, of: sample)
        let held = sample.places[sample.points[7]]
        #expect(kept.allSatisfy { sample.places[$0].squaredDistance(to: held) >= 9e6 })
        #expect(kept.count < sample.points.count + sample.negatives.count)
    }

    @Test func `too few deposits or blocks are a failure that counts them`() {
        var few = sample
        few.points = Array(sample.points.prefix(3))
        #expect(throws: SpatialFolds.Failure.fewerPointsThanFolds(points: 3, folds: 5)) {
            try SpatialFolds(few, method: .blocks(side: 1000, folds: 5), seed: 1)
        }
        #expect(throws: SpatialFolds.Failure.fewerBlocksThanFolds(blocks: 1, folds: 2)) {
            try SpatialFolds(sample, method: .blocks(side: 1e6, folds: 2), seed: 1)
        }
    }

    @Test func `the range of a periodic field is a quarter of its period, and noise has almost none`() throws {
        let places = (0..<1600).map { Point(x: Double($0 % 40) * 100, y: Double($0 / 40) * 100) }
        // Semivariance of a wave of period L along x reaches the variance at L / 4 in its own direction, and a little
        // beyond over all directions.
        let wave = (0..<1600).map { Float([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0][$0 % 20]) }
        let range = try #require(VariogramRange.metres(wave, at: places))
        #expect(range >= 400 && range <= 900)
        var random = SplitMix(seed: 5)
        let noise = (0..<1600).map { _ in Float(random.unit()) }
        let short = try #require(VariogramRange.metres(noise, at: places))
        #expect(short < 200)
        #expect(VariogramRange.metres([Float](repeating: 2, count: 1600), at: places) == nil)
    }
}
