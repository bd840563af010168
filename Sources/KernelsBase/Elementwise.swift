package import KernelTypes

/// (x - centre) * scale.
@inline(never)
package func standardise(
    _ input: UnsafePointer<Float>, _ count: Int, _ centre: Float, _ scale: Float, _ output: UnsafeMutablePointer<Float>
) {
    var index = 0
    while index < count {
        let rest = count &- index
        unsafe finish((load(input, index, rest: rest) - centre) * scale, output, index, rest: rest)
        index &+= Lanes.scalarCount
    }
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
    while index < count {
        let rest = count &- index
        unsafe finish(degree(load(input, index, rest: rest), kind, a, b), output, index, rest: rest)
        index &+= Lanes.scalarCount
    }
}

@inline(always) private func degree(_ x: Lanes, _ kind: MembershipKind, _ a: Float, _ b: Float) -> Lanes {
    let result: Lanes
    switch kind {
    case .linear:
        let share = (x - a) / (b - a)
        result = select(isBelow(share, 0), 0, select(isAbove(share, 1), 1, share))
    case .small:
        let power = exponential(logarithmOfQuotient(x, a) * b)
        result = select(isAtMost(x, 0), 1, select(isEqual(x, .infinity), 0, 1 / (1 + power)))
    case .large:
        let power = exponential(logarithmOfQuotient(x, a) * -b)
        result = select(isAtMost(x, 0), 0, select(isEqual(x, .infinity), 1, 1 / (1 + power)))
    case .near:
        let distance = x - a
        result = 1 / (1 + (distance * distance) * b)
    case .gaussian:
        let distance = x - a
        result = exponential((distance * distance) * -b)
    }
    return select(isNaN(x), x, result)
}

/// log(x / a) for numbers above 0, also where the quotient is beyond all normal floats.
@inline(always) private func logarithmOfQuotient(_ x: Lanes, _ a: Float) -> Lanes {
    let quotient = x / a
    let isBeyond = either(isEqual(quotient, .infinity), isBelow(quotient, .leastNormalMagnitude))
    let offset = select(isBeyond, logarithm(Lanes(repeating: a)), Lanes())
    return logarithm(select(isBeyond, x, quotient)) - offset
}

/// values[k] where k breaks are at most x; breaks ascend.
@inline(never)
package func reclassify(
    _ input: UnsafePointer<Float>, _ count: Int, _ breaks: UnsafePointer<Float>, _ breakCount: Int,
    _ values: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>
) {
    var index = 0
    while index < count {
        let rest = count &- index
        let x = unsafe load(input, index, rest: rest)
        var result = Lanes(repeating: unsafe values[0])
        var k = 0
        while k < breakCount {
            result = unsafe select(isAtLeast(x, breaks[k]), values[k &+ 1], result)
            k &+= 1
        }
        unsafe finish(select(isNaN(x), x, result), output, index, rest: rest)
        index &+= Lanes.scalarCount
    }
}
