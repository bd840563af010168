import KernelTypes
import Testing

@testable import Boosting

/// Beside XGBoost's Python package 1.7.6 on the same cases with the same settings.
@Suite struct TreeTrainerTests {
    private static let count = 200
    private static let cases: [Float] = (0..<count).flatMap { i -> [Float] in
        let second: Float = i % 7 == 0 ? .nan : Float((i * 53) % 89) / 8
        return [Float((i * 37) % 101) / 16, second, Float((i * 11) % 23)]
    }
    private static let labels: [Float] = (0..<count).map { i in
        let sum = cases[3 * i] + (cases[3 * i + 2] > 10 ? 3 : 0)
        return sum > 5 && i % 5 != 0 ? 1 : 0
    }
    private static let looked = [0, 3, 14, 55, 100, 151, 199]

    private static func training(_ kind: TreeTraining.Kind) -> TreeTraining {
        TreeTraining(
            kind: kind, trees: 12, depth: 4, learningRate: 0.3, caseShare: 0.75,
            featureShare: kind == .boosted ? 1 : 0.7, leastLeaf: 1, ridge: kind == .boosted ? 1 : 0, seed: 7)
    }

    private static func grow(_ kind: TreeTraining.Kind) throws -> TreeEnsemble {
        try TreeTrainer.train(
            training(kind), cases: cases, labels: labels, weights: labels.map { _ in 1 }, featureCount: 3)
    }

    private static func sums(_ ensemble: TreeEnsemble) -> [Float] {
        let features = (0..<3).map { feature in Cells((0..<count).map { cases[3 * $0 + feature] }) }
        let sums = Cells(count: count)
        TreeScorer(ensemble).sums(of: features, into: sums)
        return sums.values
    }

    @Test func `boosted trees give the margins of the Python package`() throws {
        #expect(Self.labels.reduce(0, +) == 70)
        let sums = Self.sums(try Self.grow(.boosted))
        let expected: [Float] = [
            -3.425044059753418, -3.6317362785339355, -2.799236536026001, -3.6317362785339355, 0.09402765333652496,
            -3.6317362785339355, 1.6266080141067505,
        ]
        for (index, expected) in zip(Self.looked, expected) { #expect(abs(sums[index] - expected) < 1e-6) }
        #expect(abs(sums.reduce(0.0) { $0 + Double($1) } + 240.90366593003273) < 1e-4)
    }

    @Test func `a forest gives the means of the Python package`() throws {
        let sums = Self.sums(try Self.grow(.forest))
        let expected: [Float] = [0, 0, 0, 0, 0.7340582609176636, 0, 0.8458538055419922]
        for (index, expected) in zip(Self.looked, expected) { #expect(abs(sums[index] - expected) < 1e-6) }
        #expect(abs(sums.reduce(0.0) { $0 + Double($1) } - 70.58082390204072) < 1e-4)
    }

    @Test func `shares are the contributions of the Python package`() throws {
        let expected: [TreeTraining.Kind: [[Double]]] = [
            .boosted: [
                [-2.014878273010254, -0.14802491664886475, -0.6944055557250977, -0.7744274139404297],
                [-3.044154167175293, 0.2348307967185974, 0.7845139503479004, -0.7744274139404297],
            ],
            .forest: [
                [-0.23752135038375854, -0.003655682783573866, -0.10961315780878067, 0.35079020261764526],
                [-0.4281000792980194, -0.011822451837360859, 0.08913233131170273, 0.35079020261764526],
            ],
        ]
        for (kind, rows) in expected {
            let ensemble = try Self.grow(kind)
            for (row, expected) in zip([3, 14], rows) {
                let shares = ensemble.shares(of: Array(Self.cases[(3 * row)..<(3 * row + 3)]))
                for (share, expected) in zip(shares, expected) { #expect(abs(share - expected) < 2e-6) }
            }
        }
    }

    @Test func `the same seed grows the same trees, another one others`() throws {
        let ensemble = try Self.grow(.boosted)
        #expect(try Self.grow(.boosted) == ensemble)
        var training = Self.training(.boosted)
        training.seed = 8
        let other = try TreeTrainer.train(
            training, cases: Self.cases, labels: Self.labels, weights: Self.labels.map { _ in 1 }, featureCount: 3)
        #expect(other != ensemble)
    }

    @Test func `one kind of case alone is refused with a remedy`() {
        let error = #expect(throws: BoostingError.self) {
            try TreeTrainer.train(
                Self.training(.boosted), cases: Self.cases, labels: Self.labels.map { _ in 1 },
                weights: Self.labels.map { _ in 1 }, featureCount: 3)
        }
        #expect(error?.remedy.contains("negatives") ?? false)
    }

    @Test func `XGBoost's own complaint comes through`() {
        var training = Self.training(.boosted)
        training.caseShare = 7
        let error = #expect(throws: BoostingError.self) {
            try TreeTrainer.train(
                training, cases: Self.cases, labels: Self.labels, weights: Self.labels.map { _ in 1 }, featureCount: 3)
        }
        #expect(error?.reason.contains("subsample") ?? false)
    }
}
