import CVector

/// The medians of one row's windows of 3 x 3 or 5 x 5 cells: exact, the mean of the two middle cells where an even
/// number has a value, and NaN where the cell is.
///
/// - `rows`: the 2 * radius + 1 rows of the windows, north first, each with `radius` cells of NaN before its first;
///   `stride` cells of each can be read, and those after the last are NaN.
/// - `scratch`: room for (2 * radius + 2) * stride + (2 * radius + 1)² * 16 numbers.
@inline(never)
package func smallMedian(
    _ rows: UnsafePointer<UnsafePointer<Float>>, _ radius: Int, _ columns: Int, _ stride: Int,
    _ scratch: UnsafeMutablePointer<Float>, _ output: UnsafeMutablePointer<Float>
) {
    let side = radius &+ radius &+ 1
    let known = unsafe scratch + side &* stride
    let cells = unsafe known + stride
    unsafe sortColumns(rows, radius, stride, scratch, known)
    var column = 0
    while column < columns {
        var holes = Lanes()
        for shift in 0..<side { holes = unsafe holes + cvector_load(known + (column &+ shift)) }
        let median: Lanes
        if cvector_any(isNaN(holes)) {
            unsafe median = medianOfValid(rows, side, column, cells)
        } else if radius == 1 {
            unsafe median = medianOfNine(scratch + column, stride)
        } else {
            unsafe median = medianOfTwentyFive(scratch + column, stride)
        }
        // Adding 0 makes one zero of two, as both are the same value.
        let centre = unsafe cvector_load(rows[radius] + (column &+ radius))
        let result = select(isNaN(centre), centre, median + splat(0 as Float))
        unsafe finish(result, output, column, rest: columns &- column)
        column &+= Lanes.scalarCount
    }
}

@inline(always) private func order(_ a: inout Lanes, _ b: inout Lanes) {
    let least = cvector_lesser(b, a)
    b = cvector_greater(a, b)
    a = least
}

@inline(always) private func orderThree(_ a: inout Lanes, _ b: inout Lanes, _ c: inout Lanes) {
    order(&a, &b)
    order(&b, &c)
    order(&a, &b)
}

/// Nine comparisons, the fewest for five (Knuth 1998, section 5.3.4).
@inline(always) private func orderFive(
    _ a: inout Lanes, _ b: inout Lanes, _ c: inout Lanes, _ d: inout Lanes, _ e: inout Lanes
) {
    order(&a, &b)
    order(&d, &e)
    order(&c, &e)
    order(&c, &d)
    order(&a, &d)
    order(&a, &c)
    order(&b, &e)
    order(&b, &d)
    order(&b, &c)
}

/// Orders the cells of each column, which all windows over it share, and marks the columns with a cell that is no finite
/// number by NaN in `known`.
@inline(always) private func sortColumns(
    _ rows: UnsafePointer<UnsafePointer<Float>>, _ radius: Int, _ stride: Int, _ sorted: UnsafeMutablePointer<Float>,
    _ known: UnsafeMutablePointer<Float>
) {
    let none = splat(0 as Float)
    var index = 0
    while index < stride {
        var a = unsafe cvector_load(rows[0] + index)
        var b = unsafe cvector_load(rows[1] + index)
        var c = unsafe cvector_load(rows[2] + index)
        if radius == 1 {
            unsafe cvector_store((a * none + b * none) + c * none, known + index)
            orderThree(&a, &b, &c)
        } else {
            var d = unsafe cvector_load(rows[3] + index)
            var e = unsafe cvector_load(rows[4] + index)
            unsafe cvector_store(((a * none + b * none) + (c * none + d * none)) + e * none, known + index)
            orderFive(&a, &b, &c, &d, &e)
            unsafe cvector_store(d, sorted + (index &+ 3 &* stride))
            unsafe cvector_store(e, sorted + (index &+ 4 &* stride))
        }
        unsafe cvector_store(a, sorted + index)
        unsafe cvector_store(b, sorted + (index &+ stride))
        unsafe cvector_store(c, sorted + (index &+ 2 &* stride))
        index &+= Lanes.scalarCount
    }
}

/// From three sorted columns: the middle of the greatest low, the middle one's middle and the least high.
@inline(always) private func medianOfNine(_ sorted: UnsafePointer<Float>, _ stride: Int) -> Lanes {
    func three(_ rank: Int) -> (Lanes, Lanes, Lanes) {
        let row = unsafe sorted + rank &* stride
        return unsafe (cvector_load(row), cvector_load(row + 1), cvector_load(row + 2))
    }
    let (lowWest, lowMiddle, lowEast) = three(0)
    var (west, middle, east) = three(1)
    let (highWest, highMiddle, highEast) = three(2)
    var low = cvector_greater(cvector_greater(lowWest, lowMiddle), lowEast)
    var high = cvector_lesser(cvector_lesser(highWest, highMiddle), highEast)
    orderThree(&west, &middle, &east)
    orderThree(&low, &middle, &high)
    return middle
}

/// From five sorted columns, whose ranks are then sorted across: a cell with more than twelve cells that are known to be
/// no greater, or no less, is not the median, which leaves thirteen.
@inline(always) private func medianOfTwentyFive(_ sorted: UnsafePointer<Float>, _ stride: Int) -> Lanes {
    @inline(always) func five(_ rank: Int) -> (Lanes, Lanes, Lanes, Lanes, Lanes) {
        let row = unsafe sorted + rank &* stride
        var a = unsafe cvector_load(row)
        var b = unsafe cvector_load(row + 1)
        var c = unsafe cvector_load(row + 2)
        var d = unsafe cvector_load(row + 3)
        var e = unsafe cvector_load(row + 4)
        orderFive(&a, &b, &c, &d, &e)
        return (a, b, c, d, e)
    }
    let first = five(0)
    let second = five(1)
    let third = five(2)
    let fourth = five(3)
    let fifth = five(4)
    var (a, b) = (first.3, first.4)
    var (c, d, e) = (second.2, second.3, second.4)
    var (f, g, h) = (third.1, third.2, third.3)
    var (i, j, k) = (fourth.0, fourth.1, fourth.2)
    var (l, m) = (fifth.0, fifth.1)
    // The least and the greatest of eight are not the median of thirteen; then one more cell takes their place, until
    // three are left.
    leastAndGreatest(&a, &b, &c, &d, &e, &f, &g, &h)
    leastAndGreatest(&b, &c, &d, &e, &f, &g, &i)
    leastAndGreatest(&c, &d, &e, &f, &g, &j)
    leastAndGreatest(&d, &e, &f, &g, &k)
    leastAndGreatest(&e, &f, &g, &l)
    orderThree(&f, &g, &m)
    return g
}

// Each leaves the least in its first and the greatest in its last cell.

@inline(always) private func leastAndGreatest(_ a: inout Lanes, _ b: inout Lanes, _ c: inout Lanes, _ d: inout Lanes) {
    order(&a, &b)
    order(&c, &d)
    order(&a, &c)
    order(&b, &d)
}

@inline(always) private func leastAndGreatest(
    _ a: inout Lanes, _ b: inout Lanes, _ c: inout Lanes, _ d: inout Lanes, _ e: inout Lanes
) {
    order(&a, &b)
    order(&d, &e)
    order(&a, &c)
    order(&a, &d)
    order(&b, &e)
    order(&c, &e)
}

@inline(always) private func leastAndGreatest(
    _ a: inout Lanes, _ b: inout Lanes, _ c: inout Lanes, _ d: inout Lanes, _ e: inout Lanes, _ f: inout Lanes
) {
    order(&a, &d)
    order(&b, &e)
    order(&c, &f)
    order(&a, &b)
    order(&a, &c)
    order(&e, &f)
    order(&d, &f)
}

@inline(always) private func leastAndGreatest(
    _ a: inout Lanes, _ b: inout Lanes, _ c: inout Lanes, _ d: inout Lanes, _ e: inout Lanes, _ f: inout Lanes,
    _ g: inout Lanes
) {
    order(&a, &d)
    order(&b, &e)
    order(&c, &f)
    order(&a, &b)
    order(&a, &c)
    order(&e, &f)
    order(&d, &f)
    order(&a, &g)
    order(&f, &g)
}

@inline(always) private func leastAndGreatest(
    _ a: inout Lanes, _ b: inout Lanes, _ c: inout Lanes, _ d: inout Lanes, _ e: inout Lanes, _ f: inout Lanes,
    _ g: inout Lanes, _ h: inout Lanes
) {
    order(&a, &e)
    order(&b, &f)
    order(&c, &g)
    order(&d, &h)
    order(&a, &b)
    order(&c, &d)
    order(&a, &c)
    order(&e, &f)
    order(&g, &h)
    order(&f, &h)
}

/// Where cells are missing: they take their places at both ends by turns, which leaves the median where it is. An odd
/// number of them leaves two middle cells, one for each end that the turns begin at.
@inline(always) private func medianOfValid(
    _ rows: UnsafePointer<UnsafePointer<Float>>, _ side: Int, _ column: Int, _ cells: UnsafeMutablePointer<Float>
) -> Lanes {
    let lower = unsafe middle(rows, side, column, first: -.infinity, cells)
    let upper = unsafe middle(rows, side, column, first: .infinity, cells)
    let (a, b) = (cvector_widen(lower), cvector_widen(upper))
    let between = cvector_narrow(b - (b - a) * splat(0.5 as Double))
    return select(cvector_equal(lower, upper), lower, between)
}

@inline(always) private func middle(
    _ rows: UnsafePointer<UnsafePointer<Float>>, _ side: Int, _ column: Int, first: Float,
    _ cells: UnsafeMutablePointer<Float>
) -> Lanes {
    let width = Lanes.scalarCount
    var end = splat(first)
    var place = 0
    for row in 0..<side {
        for shift in 0..<side {
            let x = unsafe cvector_load(rows[row] + (column &+ shift))
            let isMissing = isNaN(x)
            unsafe cvector_store(select(isMissing, end, x), cells + place &* width)
            end = select(isMissing, Lanes() - end, end)
            place &+= 1
        }
    }
    // Without the least and the greatest of half the cells and two, the median stays the median.
    let count = side &* side
    var start = 0
    var size = count / 2 &+ 2
    var next = size
    while true {
        let last = start &+ size &- 1
        unsafe spread(cells, start, last)
        if next == count { return unsafe cvector_load(cells + (start &+ 1) &* width) }
        unsafe cvector_store(cvector_load(cells + next &* width), cells + last &* width)
        next &+= 1
        start &+= 1
        size &-= 1
    }
}

/// Puts the least of some cells first and the greatest last.
@inline(always) private func spread(_ cells: UnsafeMutablePointer<Float>, _ start: Int, _ last: Int) {
    let width = Lanes.scalarCount
    var least = unsafe cvector_load(cells + start &* width)
    var greatest = unsafe cvector_load(cells + last &* width)
    order(&least, &greatest)
    var index = start &+ 1
    while index < last {
        var x = unsafe cvector_load(cells + index &* width)
        order(&least, &x)
        order(&x, &greatest)
        unsafe cvector_store(x, cells + index &* width)
        index &+= 1
    }
    unsafe cvector_store(least, cells + start &* width)
    unsafe cvector_store(greatest, cells + last &* width)
}
