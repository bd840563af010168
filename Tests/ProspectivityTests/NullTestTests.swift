import Testing

@testable import Prospectivity

@Suite struct NullTestTests {
    @Test func `the chance counts the runs that are at least as good, and the real one`() {
        let shuffled = (0..<99).map { Double($0) / 100 }
        #expect(NullTest(observed: 0.985, shuffled: shuffled).probability == 0.01)
        #expect(NullTest(observed: 0.98, shuffled: shuffled).probability == 0.02)
        #expect(NullTest(observed: 0.94, shuffled: shuffled.reversed()).probability == 0.06)
        #expect(!NullTest(observed: 0.94, shuffled: shuffled).isAssociated)
        #expect(NullTest(observed: 0.95, shuffled: shuffled).isAssociated)
    }

    @Test func `nothing observed, or nothing to compare with, is no association`() {
        #expect(!NullTest(observed: .nan, shuffled: [0.5, 0.5]).isAssociated)
        #expect(!NullTest(observed: 0.9, shuffled: []).isAssociated)
    }

    @Test func `shuffled deposits keep their number and leave the area`() throws {
        struct Recorder: ModelTrainer {
            let counts: Collected<[Int]>
            let real: [Int]
            func train(on sample: TrainingSample, points: [Int], negatives: [Int]) throws -> any CellRule {
                // The real run and each shuffled one train once a fold; only the sample tells them apart.
                counts.put([sample.points.count, sample.area.count], at: sample.points.hashValue)
                #expect(Set(sample.points).isDisjoint(with: sample.area))
                #expect(sample.points == real || Set(sample.points).isDisjoint(with: real))
                return IndexOverlay(weights: [1, 0], highest: 1)
            }
        }
        let sample = PlantedWorld(seed: 3, deposits: 20).sample()
        let recorder = Recorder(counts: Collected(), real: sample.points)
        let test = try NullTest(
            recorder, on: sample, method: .kMeans(folds: 3), runs: 7, seed: 1, by: inOrder)
        #expect(test.shuffled.count == 7)
        #expect(Set(recorder.counts.values) == [[20, sample.area.count], [20, sample.area.count - 20]])
        #expect(recorder.counts.values.count == 8)
    }
}
