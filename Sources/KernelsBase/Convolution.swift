import CVector

/// Each column's rows weighted: `rows` are 2 * radius + 1, north first, `taps` the weights of the middle one and of
/// those at 1 ... radius rows on both sides. Cells are added from the middle outwards.
@inline(never)
package func convolveColumns(
    _ rows: UnsafePointer<UnsafePointer<Float>>, _ taps: UnsafePointer<Double>, _ radius: Int, _ columns: Int,
    _ output: UnsafeMutablePointer<Double>
) {
    var column = 0
    // Four sums at once, as one alone would wait for itself.
    while column &+ 32 <= columns {
        var (a, b, c, d) = unsafe fours(rows[radius] + column)
        let middle = cvector_splat_d8(unsafe taps[0])
        (a, b, c, d) = (a * middle, b * middle, c * middle, d * middle)
        var k = 1
        while k <= radius {
            let north = unsafe rows[radius &- k] + column
            let south = unsafe rows[radius &+ k] + column
            let tap = cvector_splat_d8(unsafe taps[k])
            let (an, bn, cn, dn) = unsafe fours(north)
            let (asouth, bs, cs, ds) = unsafe fours(south)
            a = a + (an + asouth) * tap
            b = b + (bn + bs) * tap
            c = c + (cn + cs) * tap
            d = d + (dn + ds) * tap
            k &+= 1
        }
        unsafe cvector_store_d8(a, output + column)
        unsafe cvector_store_d8(b, output + (column &+ 8))
        unsafe cvector_store_d8(c, output + (column &+ 16))
        unsafe cvector_store_d8(d, output + (column &+ 24))
        column &+= 32
    }
    while column < columns {
        var sum = Double(unsafe rows[radius][column]) * (unsafe taps[0])
        var k = 1
        while k <= radius {
            let pair = Double(unsafe rows[radius &- k][column]) + Double(unsafe rows[radius &+ k][column])
            sum = sum + pair * (unsafe taps[k])
            k &+= 1
        }
        unsafe output[column] = sum
        column &+= 1
    }
}

@inline(always)
private func fours(
    _ cells: UnsafePointer<Float>
) -> (SIMD8<Double>, SIMD8<Double>, SIMD8<Double>, SIMD8<Double>) {
    unsafe (
        cvector_widen_f8(cvector_load_f8(cells)), cvector_widen_f8(cvector_load_f8(cells + 8)),
        cvector_widen_f8(cvector_load_f8(cells + 16)), cvector_widen_f8(cvector_load_f8(cells + 24))
    )
}

/// The same along a row, which holds `radius` numbers more on both sides; added to the output where `isSum`.
@inline(never)
package func convolveRow(
    _ row: UnsafePointer<Double>, _ taps: UnsafePointer<Double>, _ radius: Int, _ columns: Int, _ isSum: Bool,
    _ output: UnsafeMutablePointer<Double>
) {
    var column = 0
    while column &+ 32 <= columns {
        let centre = unsafe row + (column &+ radius)
        let middle = cvector_splat_d8(unsafe taps[0])
        var a = unsafe cvector_load_d8(centre) * middle
        var b = unsafe cvector_load_d8(centre + 8) * middle
        var c = unsafe cvector_load_d8(centre + 16) * middle
        var d = unsafe cvector_load_d8(centre + 24) * middle
        var k = 1
        while k <= radius {
            let west = unsafe centre - k
            let east = unsafe centre + k
            let tap = cvector_splat_d8(unsafe taps[k])
            a = a + (unsafe cvector_load_d8(west) + cvector_load_d8(east)) * tap
            b = b + (unsafe cvector_load_d8(west + 8) + cvector_load_d8(east + 8)) * tap
            c = c + (unsafe cvector_load_d8(west + 16) + cvector_load_d8(east + 16)) * tap
            d = d + (unsafe cvector_load_d8(west + 24) + cvector_load_d8(east + 24)) * tap
            k &+= 1
        }
        let target = unsafe output + column
        unsafe put(a, target, isSum)
        unsafe put(b, target + 8, isSum)
        unsafe put(c, target + 16, isSum)
        unsafe put(d, target + 24, isSum)
        column &+= 32
    }
    while column < columns {
        let centre = unsafe row + (column &+ radius)
        var sum = unsafe centre[0] * taps[0]
        var k = 1
        while k <= radius {
            sum = sum + (unsafe centre[-k] + centre[k]) * (unsafe taps[k])
            k &+= 1
        }
        unsafe output[column] = isSum ? output[column] + sum : sum
        column &+= 1
    }
}

@inline(always)
private func put(_ sums: SIMD8<Double>, _ target: UnsafeMutablePointer<Double>, _ isSum: Bool) {
    unsafe cvector_store_d8(isSum ? cvector_load_d8(target) + sums : sums, target)
}
