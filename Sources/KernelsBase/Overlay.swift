package import KernelTypes

/// All layers in one pass; each cell is read once and written once. At least one layer; memberships lie in 0...1.
@inline(never)
package func overlay(
    _ layers: UnsafePointer<UnsafePointer<Float>>, _ layerCount: Int, _ count: Int, _ kind: OverlayKind, _ gamma: Float,
    _ output: UnsafeMutablePointer<Float>
) {
    // One loop for each kind, so that none decides cell by cell.
    switch kind {
    case .and: unsafe fold(layers, layerCount, count, .and, output)
    case .or: unsafe fold(layers, layerCount, count, .or, output)
    case .product: unsafe fold(layers, layerCount, count, .product, output)
    case .sum: unsafe fold(layers, layerCount, count, .sum, output)
    case .gamma: unsafe compromise(layers, layerCount, count, gamma, output)
    }
}

@inline(always)
private func fold(
    _ layers: UnsafePointer<UnsafePointer<Float>>, _ layerCount: Int, _ count: Int, _ kind: OverlayKind,
    _ output: UnsafeMutablePointer<Float>
) {
    var index = 0
    while index < count {
        let rest = count &- index
        var result = unsafe load(layers[0], index, rest: rest)
        var layer = 1
        while layer < layerCount {
            result = joined(result, unsafe load(layers[layer], index, rest: rest), kind)
            layer &+= 1
        }
        unsafe finish(result, output, index, rest: rest)
        index &+= Lanes.scalarCount
    }
}

@inline(always) private func joined(_ result: Lanes, _ x: Lanes, _ kind: OverlayKind) -> Lanes {
    switch kind {
    // A comparison with NaN is false: a NaN in the result stays, one in x has to be let in.
    case .and: select(either(isBelow(x, result), isNaN(x)), x, result)
    case .or: select(either(isBelow(result, x), isNaN(x)), x, result)
    case .product: result * x
    // 1 - (1 - a)(1 - b), without the loss of small memberships in 1 - a.
    case .sum, .gamma: result + x * (1 - result)
    }
}

/// sum^gamma * product^(1 - gamma) for a gamma between 0 and 1.
@inline(always)
private func compromise(
    _ layers: UnsafePointer<UnsafePointer<Float>>, _ layerCount: Int, _ count: Int, _ gamma: Float,
    _ output: UnsafeMutablePointer<Float>
) {
    var index = 0
    while index < count {
        let rest = count &- index
        // The product is kept as a number in 1..<2^100 and a power of two, for its small power may still be a score
        // where the product itself is below all floats.
        var product = Lanes(repeating: 0x1p100)
        var power = Lanes(repeating: -100)
        var sum = Lanes()
        var layer = 0
        while layer < layerCount {
            let x = unsafe load(layers[layer], index, rest: rest)
            sum = joined(sum, x, .sum)
            product *= x
            let isSmall = isBelow(product, 1)
            product = select(isSmall, product * 0x1p100, product)
            power = select(isSmall, power - 100, power)
            layer &+= 1
        }
        let logarithms = logarithm(sum) * gamma + logarithm(product, power: power) * (1 - gamma)
        var result = select(isEqual(product, 0), 0, exponential(logarithms))
        result = select(isNaN(product), product, result)
        unsafe finish(result, output, index, rest: rest)
        index &+= Lanes.scalarCount
    }
}
