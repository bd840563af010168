import Testing

@testable import Sample

@Suite struct SmoothNoiseTests {
    @Test func `the slope is that of the noise`() {
        let noise = SmoothNoise(seed: 11, stream: .ridges)
        let step = 1e-6
        for index in 0..<200 {
            let (x, y) = (Double(index) * 0.173 - 17, Double(index) * -0.291 + 9)
            let sample = noise.sample(x, y)
            let alongX = (noise.sample(x + step, y).value - noise.sample(x - step, y).value) / (2 * step)
            let alongY = (noise.sample(x, y + step).value - noise.sample(x, y - step).value) / (2 * step)
            #expect(abs(sample.slopeX - alongX) < 1e-7)
            #expect(abs(sample.slopeY - alongY) < 1e-7)
        }
    }

    @Test func `the noise does not jump at the lines of its lattice`() {
        let noise = SmoothNoise(seed: 11, stream: .ranges)
        for line in -5...5 {
            let below = noise.sample(Double(line) - 1e-9, 0.37).value
            let above = noise.sample(Double(line) + 1e-9, 0.37).value
            #expect(abs(below - above) < 1e-7)
        }
    }

    @Test func `the noise is zero in the corners of its lattice`() {
        let noise = SmoothNoise(seed: 11, stream: .belts)
        #expect(noise.sample(-3, 8).value == 0)
    }
}
