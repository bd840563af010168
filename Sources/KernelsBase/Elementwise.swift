package import KernelTypes

/// (x - centre) * scale.
@inline(never)
package func standardise(
    _ input: UnsafePointer<Float>, _ count: Int, _ centre: Float, _ scale: Float, _ output: UnsafeMutablePointer<Float>
) {
    var index = 0
    while index &+ Lanes.scalarCount <= count {
        unsafe standardise(input, index, Lanes.scalarCount, centre, scale, output)
        index &+= Lanes.scalarCount
    }
    if index < count { unsafe standardise(input, index, count &- index, centre, scale, output) }
}

@inline(always)
private func standardise(
    _ input: UnsafePointer<Float>, _ index: Int, _ rest: Int, _ centre: Float, _ scale: Float,
    _ output: UnsafeMutablePointer<Float>
) {
    let x = unsafe load(input, index, rest: rest)
    unsafe finish((x - splat(centre)) * splat(scale), output, index, rest: rest)
}

/// The membership of each cell; `a` and `b` are low and high, or midpoint and spread.
@inline(never)
package func membership(
    _ input: UnsafePointer<Float>, _ count: Int, _ kind: MembershipKind, _ a: Float, _ b: Float,
    _ output: UnsafeMutablePointer<Float>
) {
    // One loop for each kind, so that none decides cell by cell.
    switch kind {
    case .linear: unsafe memberships(input, count, .linear, a, b, output)
    case .small: unsafe memberships(input, count, .small, a, b, output)
    case .large: unsafe memberships(input, count, .large, a, b, output)
    case .near: unsafe memberships(input, count, .near, a, b, output)
    case .gaussian: unsafe memberships(input, count, .gaussian, a, b, output)
    }
}

@inline(always)
private func memberships(
    _ input: UnsafePointer<Float>, _ count: Int, _ kind: MembershipKind, _ a: Float, _ b: Float,
    _ output: UnsafeMutablePointer<Float>
) {
    var index = 0
    while index &+ Lanes.scalarCount <= count {
        unsafe finish(
            degree(load(input, index, rest: Lanes.scalarCount), kind, a, b), output, index, rest: Lanes.scalarCount)
        index &+= Lanes.scalarCount
    }
    if index < count {
        unsafe finish(degree(load(input, index, rest: count &- index), kind, a, b), output, index, rest: count &- index)
    }
}

@inline(always) private func degree(_ x: Lanes, _ kind: MembershipKind, _ a: Float, _ b: Float) -> Lanes {
    let one = splat(1 as Float)
    let result: Lanes
    switch kind {
    case .linear:
        let share = (x - splat(a)) / splat(b - a)
        result = select(isBelow(share, 0), 0, select(isAbove(share, 1), 1, share))
    case .small:
        let power = exponential(logarithmOfQuotient(x, a) * splat(b))
        result = select(isAtMost(x, 0), 1, select(isEqual(x, .infinity), 0, one / (one + power)))
    case .large:
        let power = exponential(logarithmOfQuotient(x, a) * splat(-b))
        result = select(isAtMost(x, 0), 0, select(isEqual(x, .infinity), 1, one / (one + power)))
    case .near:
        let distance = x - splat(a)
        result = one / (one + (distance * distance) * splat(b))
    case .gaussian:
        let distance = x - splat(a)
        result = exponential((distance * distance) * splat(-b))
    }
    return select(isNaN(x), x, result)
}

/// log(x / a) for numbers above 0, also where the quotient is beyond all normal floats.
@inline(always) private func logarithmOfQuotient(_ x: Lanes, _ a: Float) -> Lanes {
    let quotient = x / splat(a)
    let isBeyond = either(isEqual(quotient, .infinity), isBelow(quotient, .leastNormalMagnitude))
    let isSubnormal = both(isBeyond, isBelow(x, .leastNormalMagnitude))
    let part = select(isBeyond, select(isSubnormal, x * splat(0x1p24 as Float), x), quotient)
    let divisor = select(isBeyond, logarithm(splat(a)), Lanes())
    return logarithm(part, power: select(isSubnormal, -24, Lanes())) - divisor
}

/// values[k] where k breaks are at most x; breaks ascend.
@inline(never)
package func reclassify(
    _ input: UnsafePointer<Float>, _ count: Int, _ breaks: UnsafePointer<Float>, _ breakCount: Int,
    _ values: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>
) {
    var index = 0
    while index &+ Lanes.scalarCount <= count {
        unsafe reclassify(input, index, Lanes.scalarCount, breaks, breakCount, values, output)
        index &+= Lanes.scalarCount
    }
    if index < count { unsafe reclassify(input, index, count &- index, breaks, breakCount, values, output) }
}

@inline(always)
private func reclassify(
    _ input: UnsafePointer<Float>, _ index: Int, _ rest: Int, _ breaks: UnsafePointer<Float>, _ breakCount: Int,
    _ values: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>
) {
    let x = unsafe load(input, index, rest: rest)
    var result = splat(unsafe values[0])
    var k = 0
    while k < breakCount {
        result = unsafe select(isAtLeast(x, breaks[k]), values[k &+ 1], result)
        k &+= 1
    }
    unsafe finish(select(isNaN(x), x, result), output, index, rest: rest)
}
