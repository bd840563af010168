import KernelTypes
import Kernels
import Testing

@Suite struct LayerSumsTests {
    private let lengths = [1, 7, 8, 9, 255, 256, 257, 600]

    private func layers(_ count: Int, _ length: Int) -> [[Float]] {
        (0..<count).map { cells(length, in: -50...90, missing: .max, seed: UInt64($0 + 3)).values }
    }

    private func deviations(_ layers: [[Float]], _ tier: Kernels.Tier) -> (means: [Double], products: [Double]) {
        let width = (layers[0].count + 7) / 8 * 8
        var deviations = [Double](repeating: 5, count: width * layers.count)
        var means: [Double] = []
        let products = deviations.withUnsafeMutableBufferPointer { deviations in
            guard let base = deviations.baseAddress else { return [Double]() }
            for (index, layer) in layers.enumerated() {
                layer.withUnsafeBufferPointer { layer in
                    guard let row = layer.baseAddress else { return }
                    means.append(Kernels(tier).rowDeviations(row, count: layer.count, into: base + index * width))
                }
            }
            return Kernels(tier).crossProducts(base, width: width, variables: layers.count)
        }
        return (means, products)
    }

    @Test(arguments: [1, 2, 5, 9]) func `means and products are those of direct sums, with the same bits on every tier`(
        count: Int
    ) {
        for length in lengths {
            let layers = layers(count, length)
            let (means, products) = deviations(layers, .base)
            var place = 0
            for a in 0..<count {
                let mean = layers[a].reduce(0) { $0 + Double($1) } / Double(length)
                #expect(abs(means[a] - mean) < 1e-11)
                for b in 0...a {
                    let direct = zip(layers[a], layers[b]).reduce(0.0) { sum, pair in
                        sum + (Double(pair.0) - means[a]) * (Double(pair.1) - means[b])
                    }
                    #expect(abs(products[place] - direct) < 1e-12 * Double(length) * 1e4)
                    place += 1
                }
            }
            for tier in tiers {
                let other = deviations(layers, tier)
                #expect(other.means == means && other.products == products)
            }
        }
    }

    @Test(arguments: [1, 3, 8]) func `squared distances are those of the triangle, NaN where a layer has none`(
        count: Int
    ) {
        let centre = (0..<count).map { Double($0) * 3 - 4 }
        let triangle = (0..<count * (count + 1) / 2).map { Double($0 * 7 % 11) / 5 - 1 }
        for length in lengths {
            var layers = layers(count, length)
            layers[count - 1][length / 2] = .nan
            let results = tiers.map { tier in
                var output = [Float](repeating: -1, count: length)
                output.withUnsafeMutableBufferPointer { output in
                    let starts = layers.map { Cells($0) }
                    guard let target = output.baseAddress else { return }
                    Kernels(tier).squaredDistances(
                        of: starts.map { UnsafePointer($0.base) }, count: length, from: centre, triangle: triangle,
                        into: target)
                    withExtendedLifetime(starts) {}
                }
                return output
            }
            for index in 0..<length {
                var right = 0.0
                for row in 0..<count {
                    var sum = 0.0
                    for column in 0...row {
                        sum += triangle[row * (row + 1) / 2 + column] * (Double(layers[column][index]) - centre[column])
                    }
                    right += sum * sum
                }
                #expect(near(results[0][index], Double(Float(right)), 0))
            }
            #expect(Set(results.map { $0.map(\.bitPattern) }).count == 1)
        }
    }
}
