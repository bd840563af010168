import CVector

/// Writes the deviations of a row's cells from their mean, which it gives: eight sums in turns, then their total.
/// `deviations` has room for `count` rounded up to eights; what lies beyond the count becomes 0.
@inline(never)
package func rowDeviations(
    _ row: UnsafePointer<Float>, _ count: Int, _ deviations: UnsafeMutablePointer<Double>
) -> Double {
    var sums = SIMD8<Double>()
    var index = 0
    while index < count {
        var cells = SIMD8<Double>()
        let rest = count &- index
        if rest >= 8 {
            unsafe cells = cvector_widen_f8(cvector_load_f8(row + index))
        } else {
            for lane in 0..<rest { cells[lane] = Double(unsafe row[index &+ lane]) }
        }
        unsafe cvector_store_d8(cells, deviations + index)
        sums = sums + cells
        index &+= 8
    }
    let mean = total(sums) / Double(count)
    let middle = cvector_splat_d8(mean)
    index = 0
    while index < count {
        let rest = count &- index
        if rest >= 8 {
            unsafe cvector_store_d8(cvector_load_d8(deviations + index) - middle, deviations + index)
        } else {
            for lane in 0..<rest { unsafe deviations[index &+ lane] -= mean }
        }
        index &+= 8
    }
    return mean
}

/// The sums of products of all pairs of variables, the second no later than the first, in blocks of 256 that stay in the
/// nearest cache. `deviations` has `width` numbers a variable, a multiple of eight; `sums` has room for eight a pair,
/// and its beginning takes the totals.
@inline(never)
package func crossProducts(
    _ deviations: UnsafePointer<Double>, _ width: Int, _ variables: Int, _ sums: UnsafeMutablePointer<Double>
) {
    let pairs = variables &* (variables &+ 1) / 2
    for place in 0..<pairs { unsafe cvector_store_d8(SIMD8<Double>(), sums + place &* 8) }
    var block = 0
    while block < width {
        let end = min(width, block &+ 256)
        var place = 0
        for a in 0..<variables {
            let left = unsafe deviations + a &* width
            var b = 0
            while b <= a {
                // Four at once read the first of a pair once; each pair's sum has its own order all the same.
                let right = unsafe deviations + b &* width
                if b &+ 3 <= a {
                    unsafe addFour(left, right, width, block, end, sums + place &* 8)
                    b &+= 4
                    place &+= 4
                } else {
                    unsafe addOne(left, right, block, end, sums + place &* 8)
                    b &+= 1
                    place &+= 1
                }
            }
        }
        block = end
    }
    // A total lies no later than the eight it is of.
    for place in 0..<pairs { unsafe sums[place] = total(cvector_load_d8(sums + place &* 8)) }
}

@inline(always) private func addOne(
    _ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>, _ start: Int, _ end: Int,
    _ sums: UnsafeMutablePointer<Double>
) {
    var sum = unsafe cvector_load_d8(sums)
    var index = start
    while index < end {
        sum = unsafe sum + cvector_load_d8(left + index) * cvector_load_d8(right + index)
        index &+= 8
    }
    unsafe cvector_store_d8(sum, sums)
}

@inline(always) private func addFour(
    _ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>, _ width: Int, _ start: Int, _ end: Int,
    _ sums: UnsafeMutablePointer<Double>
) {
    var first = unsafe cvector_load_d8(sums)
    var second = unsafe cvector_load_d8(sums + 8)
    var third = unsafe cvector_load_d8(sums + 16)
    var fourth = unsafe cvector_load_d8(sums + 24)
    var index = start
    while index < end {
        let cells = unsafe cvector_load_d8(left + index)
        let other = unsafe right + index
        first = unsafe first + cells * cvector_load_d8(other)
        second = unsafe second + cells * cvector_load_d8(other + width)
        third = unsafe third + cells * cvector_load_d8(other + 2 &* width)
        fourth = unsafe fourth + cells * cvector_load_d8(other + 3 &* width)
        index &+= 8
    }
    unsafe cvector_store_d8(first, sums)
    unsafe cvector_store_d8(second, sums + 8)
    unsafe cvector_store_d8(third, sums + 16)
    unsafe cvector_store_d8(fourth, sums + 24)
}

/// |W (x - m)|² for each cell of some layers, W a lower triangle, row after row. `scratch` has room for 16 a layer.
///
/// Sixteen cells at once: the sums of one row of W wait for each other, those of other cells do not.
@inline(never)
package func squaredDistances(
    _ layers: UnsafePointer<UnsafePointer<Float>>, _ size: Int, _ count: Int, _ centre: UnsafePointer<Double>,
    _ triangle: UnsafePointer<Double>, _ scratch: UnsafeMutablePointer<Double>, _ output: UnsafeMutablePointer<Float>
) {
    var index = 0
    while index < count {
        let rest = count &- index
        for layer in 0..<size {
            let middle = unsafe cvector_splat_d8(centre[layer])
            let place = unsafe scratch + layer &* 16
            let first = cvector_widen_f8(unsafe loadEight(layers[layer], index, rest: rest))
            unsafe cvector_store_d8(first - middle, place)
            let second = cvector_widen_f8(unsafe loadEight(layers[layer], index &+ 8, rest: max(0, rest &- 8)))
            unsafe cvector_store_d8(second - middle, place + 8)
        }
        var squares = SIMD8<Double>()
        var others = SIMD8<Double>()
        var place = 0
        for row in 0..<size {
            var sum = SIMD8<Double>()
            var other = SIMD8<Double>()
            for column in 0...row {
                let weight = unsafe cvector_splat_d8(triangle[place])
                let cells = unsafe scratch + column &* 16
                sum = unsafe sum + weight * cvector_load_d8(cells)
                other = unsafe other + weight * cvector_load_d8(cells + 8)
                place &+= 1
            }
            squares = squares + sum * sum
            others = others + other * other
        }
        unsafe storeEight(cvector_narrow_d8(squares), output, index, rest: rest)
        if rest > 8 { unsafe storeEight(cvector_narrow_d8(others), output, index &+ 8, rest: rest &- 8) }
        index &+= 16
    }
}

@inline(always) private func total(_ x: SIMD8<Double>) -> Double {
    ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7]))
}
