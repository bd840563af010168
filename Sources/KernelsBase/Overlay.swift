import CVector
package import KernelTypes

/// All layers in one pass; each cell is read once and written once. At least one layer; memberships lie in 0...1.
@inline(never)
package func overlay(
    _ layers: UnsafePointer<UnsafePointer<Float>>, _ layerCount: Int, _ count: Int, _ kind: OverlayKind, _ gamma: Float,
    _ output: UnsafeMutablePointer<Float>
) {
    // One loop for each kind, so that none decides cell by cell.
    switch kind {
    case .and: unsafe extremes(layers, layerCount, count, .and, output)
    case .or: unsafe extremes(layers, layerCount, count, .or, output)
    case .product: unsafe folds(layers, layerCount, count, .product, output)
    case .sum: unsafe folds(layers, layerCount, count, .sum, output)
    case .gamma: unsafe compromises(layers, layerCount, count, gamma, output)
    }
}

@inline(always)
private func extremes(
    _ layers: UnsafePointer<UnsafePointer<Float>>, _ layerCount: Int, _ count: Int, _ kind: OverlayKind,
    _ output: UnsafeMutablePointer<Float>
) {
    var index = 0
    while index &+ Lanes.scalarCount <= count {
        unsafe extreme(layers, layerCount, index, Lanes.scalarCount, kind, output)
        index &+= Lanes.scalarCount
    }
    if index < count { unsafe extreme(layers, layerCount, index, count &- index, kind, output) }
}

/// The least or the greatest membership.
@inline(always)
private func extreme(
    _ layers: UnsafePointer<UnsafePointer<Float>>, _ layerCount: Int, _ index: Int, _ rest: Int, _ kind: OverlayKind,
    _ output: UnsafeMutablePointer<Float>
) {
    var result = unsafe load(layers[0], index, rest: rest)
    var missing = isNaN(result)
    var layer = 1
    while layer < layerCount {
        let x = unsafe load(layers[layer], index, rest: rest)
        result = joined(result, x, kind)
        missing = either(missing, isNaN(x))
        layer &+= 1
    }
    unsafe finish(select(missing, .nan, result), output, index, rest: rest)
}

@inline(always)
private func folds(
    _ layers: UnsafePointer<UnsafePointer<Float>>, _ layerCount: Int, _ count: Int, _ kind: OverlayKind,
    _ output: UnsafeMutablePointer<Float>
) {
    var index = 0
    while index &+ Lanes.scalarCount <= count {
        unsafe fold(layers, layerCount, index, Lanes.scalarCount, kind, output)
        index &+= Lanes.scalarCount
    }
    if index < count { unsafe fold(layers, layerCount, index, count &- index, kind, output) }
}

/// The product or the algebraic sum.
@inline(always)
private func fold(
    _ layers: UnsafePointer<UnsafePointer<Float>>, _ layerCount: Int, _ index: Int, _ rest: Int, _ kind: OverlayKind,
    _ output: UnsafeMutablePointer<Float>
) {
    var result = unsafe load(layers[0], index, rest: rest)
    var layer = 1
    while layer < layerCount {
        let x = unsafe load(layers[layer], index, rest: rest)
        result = joined(result, x, kind)
        layer &+= 1
    }
    unsafe finish(result, output, index, rest: rest)
}

// Not `kind == .and`: a comparison of enums of another module is a call of a generic.
@inline(always) private func joined(_ result: Lanes, _ x: Lanes, _ kind: OverlayKind) -> Lanes {
    switch kind {
    case .and: cvector_lesser(x, result)
    case .or: cvector_greater(x, result)
    case .product: result * x
    case .sum, .gamma: union(result, x)
    }
}

/// 1 - (1 - a)(1 - b), without the loss of small memberships in 1 - a.
@inline(always) private func union(_ a: Lanes, _ b: Lanes) -> Lanes { a + b * (splat(1 as Float) - a) }

@inline(always)
private func compromises(
    _ layers: UnsafePointer<UnsafePointer<Float>>, _ layerCount: Int, _ count: Int, _ gamma: Float,
    _ output: UnsafeMutablePointer<Float>
) {
    var index = 0
    while index &+ Lanes.scalarCount <= count {
        unsafe compromise(layers, layerCount, index, Lanes.scalarCount, gamma, output)
        index &+= Lanes.scalarCount
    }
    if index < count { unsafe compromise(layers, layerCount, index, count &- index, gamma, output) }
}

/// sum^gamma * product^(1 - gamma) for a gamma between 0 and 1.
@inline(always)
private func compromise(
    _ layers: UnsafePointer<UnsafePointer<Float>>, _ layerCount: Int, _ index: Int, _ rest: Int, _ gamma: Float,
    _ output: UnsafeMutablePointer<Float>
) {
    var product = unsafe load(layers[0], index, rest: rest)
    var sum = product
    var least = product
    var layer = 1
    while layer < layerCount {
        let x = unsafe load(layers[layer], index, rest: rest)
        sum = union(sum, x)
        product = product * x
        least = cvector_lesser(x, least)
        layer &+= 1
    }
    var power = Lanes()
    // The product of memberships above 0 may be below all floats where its small power is a score.
    if cvector_any(both(isBelow(product, 0x1p-100), isAbove(least, 0))) {
        (product, power) = unsafe wideProduct(layers, layerCount, index, rest)
    }
    let logarithms = logarithm(sum) * splat(gamma) + logarithm(product, power: power) * splat(1 - gamma)
    let result = select(isEqual(product, 0), 0, exponential(logarithms))
    unsafe finish(select(isNaN(product), product, result), output, index, rest: rest)
}

/// The product as a number, kept in 1..<2^100, and a power of two. Where the product itself is a normal float, its bits
/// come out the same, so it does not matter which other cells of the lanes needed this.
@inline(always)
private func wideProduct(
    _ layers: UnsafePointer<UnsafePointer<Float>>, _ layerCount: Int, _ index: Int, _ rest: Int
) -> (Lanes, Lanes) {
    let wide = splat(0x1p100 as Float)
    var product = wide
    var power = splat(-100 as Float)
    var layer = 0
    while layer < layerCount {
        product = product * (unsafe load(layers[layer], index, rest: rest))
        let isSmall = isBelow(product, 1)
        product = select(isSmall, product * wide, product)
        power = select(isSmall, power - splat(100 as Float), power)
        layer &+= 1
    }
    return (product, power)
}
