import KernelTypes
import Operations
import TestBench
import Testing

@testable import Statistics

@Suite struct CrossMomentsTests {
    private let settings = Settings([:], of: PrincipalComponents.declaration)

    @Test func `means and covariances are those of numpy`() throws {
        let world = LayerWorld()
        let moments = try world.stack(bandRows: 3).crossMoments(at: world.bench(), of: settings, least: 2)
        #expect(moments.count == 117)
        let means = [5.008461543334982, 7.192094000995668, 995.5862379807693]
        let covariances = [
            19.199879688626744, -7.523452233044228, 22.486770462054793, 7.609964549313895, -16.71394739337291,
            14.217691733169369,
        ]
        for (mean, expected) in zip(moments.means, means) { #expect(isNear(mean, expected, 1e-14)) }
        for (product, expected) in zip(moments.products, covariances) {
            #expect(isNear(product / 117, expected, 1e-13))
        }
        #expect(isNear(moments.correlation(1, 2), -0.934761766631465, 1e-13))
    }

    @Test func `bands of any height and any number of threads give the same bits`() throws {
        let world = LayerWorld()
        var results: Set<CrossMoments> = []
        for height in [1, 3, 7, 10] {
            for threads in [1, 2, 4] {
                let bench = world.bench()
                bench.threads = threads
                results.insert(try world.stack(bandRows: height).crossMoments(at: bench, of: settings, least: 2))
            }
        }
        #expect(results.count == 1)
    }

    @Test func `a sample is the same for any height and holds cells with all values`() throws {
        let world = LayerWorld()
        let samples = try [1, 4, 10].map { try world.stack(bandRows: $0).sample(30, seed: 5, at: world.bench()) }
        #expect(samples.allSatisfy { $0.values == samples[0].values && $0.count == 30 && $0.valid == 117 })
        #expect(samples[0].values.allSatisfy { $0.isFinite })
        let all = try world.stack(bandRows: 4).sample(1000, seed: 5, at: world.bench())
        #expect(all.count == 117)
        #expect(Array(all.cell(0)) == world.layers.map { $0[0] })
    }
}
