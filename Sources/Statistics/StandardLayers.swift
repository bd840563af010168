import KernelTypes
import Operations

/// Layers each brought to a mean of 0 and a deviation of 1, or as they are.
struct StandardLayers: Sendable {
    let means: [Double]
    /// 1 where layers are taken as they are.
    let scales: [Double]
    /// A product is faster than a quotient, and one rule for all keeps a cell's value the same everywhere.
    private let factors: [Double]

    init(_ moments: CrossMoments, isStandardised: Bool) {
        means = isStandardised ? moments.means : moments.means.map { _ in 0 }
        scales = moments.means.indices.map { isStandardised ? moments.deviation($0) : 1 }
        factors = scales.map { 1 / $0 }
    }

    /// The same for the values of a sample, cell after cell.
    func values(of sample: LayerSample) -> [Float] {
        sample.values.indices.map { index in
            standard(sample.values[index], layer: index % sample.layers)
        }
    }

    func standard(_ value: Float, layer: Int) -> Float {
        Float((Double(value) - means[layer]) * factors[layer])
    }

    /// In the layer's own unit.
    func original(_ value: Double, layer: Int) -> Double { value * scales[layer] + means[layer] }

    /// Standard values of some cells of a row from `start`, layer after layer with `stride` between.
    func write(
        _ row: LayerRow, from start: Int, count: Int, stride: Int, into planes: UnsafeMutablePointer<Float>
    ) {
        for layer in means.indices {
            let (values, plane) = (row.layer(layer) + start, planes + layer * stride)
            let (mean, factor) = (means[layer], factors[layer])
            for index in 0..<count { plane[index] = Float((Double(values[index]) - mean) * factor) }
        }
    }
}
