import CVector
package import KernelTypes

/// Sums along a row from its west, with twice a double's digits: of values and of squares.
///
/// Five runs of `stride` numbers: counts, sums and what rounding left of them, squares and what it left of those. Number
/// `radius + c` is of the cells before column c; `radius` numbers before and after are those of none and of all. NaN
/// counts as nothing; an infinity counts 2^32 times and adds nothing, so that it spoils the windows that hold it alone.
@inline(never)
package func focalPrefix(
    _ row: UnsafePointer<Float>, _ columns: Int, _ radius: Int, _ target: UnsafeMutablePointer<Double>, _ stride: Int
) {
    var count = 0.0
    var sum = 0.0
    var sumRest = 0.0
    var square = 0.0
    var squareRest = 0.0
    func store(_ index: Int) {
        unsafe target[index] = count
        unsafe target[index &+ stride] = sum
        unsafe target[index &+ 2 &* stride] = sumRest
        unsafe target[index &+ 3 &* stride] = square
        unsafe target[index &+ 4 &* stride] = squareRest
    }
    var index = 0
    while index <= radius {
        store(index)
        index &+= 1
    }
    var column = 0
    while column < columns {
        let x = Double(unsafe row[column])
        if x.magnitude < .infinity {
            count = count + 1
            add(x, &sum, &sumRest)
            // Exact: a float has 24 digits.
            add(x * x, &square, &squareRest)
        } else if x == x {
            count = count + 0x1p32
        }
        store(index)
        index &+= 1
        column &+= 1
    }
    while index < stride {
        store(index)
        index &+= 1
    }
}

/// Knuth's sum: what rounding takes from it is added to `rest`.
@inline(always) private func add(_ x: Double, _ sum: inout Double, _ rest: inout Double) {
    let total = sum + x
    let part = total - sum
    rest = rest + ((sum - (total - part)) + (x - part))
    sum = total
}

/// One or two measures of a row from the running sums of the 2 * radius + 1 rows of its windows, north first.
@inline(never)
package func focalRuns(
    _ window: UnsafePointer<UnsafePointer<Double>>, _ halfWidths: UnsafePointer<Int>, _ radius: Int, _ columns: Int,
    _ stride: Int, _ cells: UnsafePointer<Float>, _ first: FocalMeasure, _ output: UnsafeMutablePointer<Float>,
    _ second: FocalMeasure?, _ other: UnsafeMutablePointer<Float>
) {
    let rows = radius &+ radius &+ 1
    var column = 0
    while column < columns {
        var count = SIMD8<Double>()
        var sums = LongSum()
        var squares = LongSum()
        var row = 0
        while row < rows {
            let west = unsafe window[row] + (column &+ radius &- halfWidths[row])
            let east = unsafe window[row] + (column &+ radius &+ halfWidths[row] &+ 1)
            count = count + (unsafe cvector_load_d8(east) - cvector_load_d8(west))
            unsafe sums.add(east + stride, less: west + stride, rest: stride)
            unsafe squares.add(east + 3 &* stride, less: west + 3 &* stride, rest: stride)
            row &+= 1
        }
        let moments = momentsOf(count, sums, squares)
        let rest = columns &- column
        let x = cvector_widen_f8(unsafe loadEight(cells, column, rest: rest))
        unsafe storeEight(moments.measure(first, of: x), output, column, rest: rest)
        if let second { unsafe storeEight(moments.measure(second, of: x), other, column, rest: rest) }
        column &+= 8
    }
}

@inline(always)
private func momentsOf(_ count: SIMD8<Double>, _ sums: LongSum, _ squares: LongSum) -> WindowMoments {
    let (sum, sumRest) = sums.parts
    let mean = sum / count
    // n Σx² - (Σx)², each product in two parts; equal cells leave exactly 0.
    let (all, allRest) = product(squares.high, count)
    let (square, squareRest) = product(sum, sum)
    let twice = (sum + sum) * sumRest
    let rests = ((allRest - squareRest) + squares.low * count) - twice
    let excess = ((all - square) + rests) / count
    var deviations = cvector_positive_d8(excess)
    // Where an infinity was counted.
    let bound = cvector_splat_d8(0x1p31)
    deviations = cvector_spoil_beyond_d8(count, bound, deviations)
    return WindowMoments(count: count, mean: cvector_spoil_beyond_d8(count, bound, mean), squares: deviations)
}

/// a * b and what rounding took from it: Dekker (1971), without a fused step.
@inline(always)
private func product(_ a: SIMD8<Double>, _ b: SIMD8<Double>) -> (SIMD8<Double>, SIMD8<Double>) {
    let whole = a * b
    let (aHigh, aLow) = split(a)
    let (bHigh, bLow) = split(b)
    let rest = ((aHigh * bHigh - whole) + (aHigh * bLow + aLow * bHigh)) + aLow * bLow
    return (whole, rest)
}

@inline(always) private func split(_ a: SIMD8<Double>) -> (SIMD8<Double>, SIMD8<Double>) {
    let shifted = a * cvector_splat_d8(134_217_729)
    let high = shifted - (shifted - a)
    return (high, a - high)
}

/// Eight sums with what rounding left of them.
private struct LongSum {
    var high = SIMD8<Double>()
    var low = SIMD8<Double>()

    /// Adds the difference of two running sums; what rounding left of each lies `rest` numbers on.
    @inline(always)
    mutating func add(_ east: UnsafePointer<Double>, less west: UnsafePointer<Double>, rest: Int) {
        let a = unsafe cvector_load_d8(east)
        let b = unsafe cvector_load_d8(west)
        let difference = a - b
        let part = difference - a
        let lost = (a - (difference - part)) - (b + part)
        let total = high + difference
        let added = total - high
        let lostInTotal = (high - (total - added)) + (difference - added)
        let rests = unsafe cvector_load_d8(east + rest) - cvector_load_d8(west + rest)
        low = low + (lostInTotal + (lost + rests))
        high = total
    }

    /// The nearest double, and the rest.
    @inline(always) var parts: (SIMD8<Double>, SIMD8<Double>) {
        let nearest = high + low
        return (nearest, low - (nearest - high))
    }
}
