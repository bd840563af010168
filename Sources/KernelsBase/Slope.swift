import CVector
package import KernelTypes

/// Slope in degrees of one row from the rows north and south of it; NaN in the first and last cell, and where any of
/// the nine cells is missing. `eastward` and `southward` turn a sum of weighted differences into a gradient.
@inline(never)
package func slope(
    _ north: UnsafePointer<Float>, _ row: UnsafePointer<Float>, _ south: UnsafePointer<Float>, _ columns: Int,
    _ eastward: Double, _ southward: Double, _ method: SlopeMethod, _ output: UnsafeMutablePointer<Float>
) {
    switch method {
    case .horn: unsafe slopes(north, row, south, columns, eastward, southward, .horn, output)
    case .zevenbergenThorne: unsafe slopes(north, row, south, columns, eastward, southward, .zevenbergenThorne, output)
    }
    unsafe output[0] = .nan
    unsafe output[columns &- 1] = .nan
}

@inline(always)
private func slopes(
    _ north: UnsafePointer<Float>, _ row: UnsafePointer<Float>, _ south: UnsafePointer<Float>, _ columns: Int,
    _ eastward: Double, _ southward: Double, _ method: SlopeMethod, _ output: UnsafeMutablePointer<Float>
) {
    var west = 0
    while west &+ Lanes.scalarCount <= columns &- 2 {
        unsafe slope(north, row, south, west, Lanes.scalarCount, eastward, southward, method, output)
        west &+= Lanes.scalarCount
    }
    let rest = columns &- 2 &- west
    if rest > 0 { unsafe slope(north, row, south, west, rest, eastward, southward, method, output) }
}

/// The cells east of those from `west` on.
@inline(always)
private func slope(
    _ north: UnsafePointer<Float>, _ row: UnsafePointer<Float>, _ south: UnsafePointer<Float>, _ west: Int, _ rest: Int,
    _ eastward: Double, _ southward: Double, _ method: SlopeMethod, _ output: UnsafeMutablePointer<Float>
) {
    let middle = west &+ 1
    let east = west &+ 2
    // Differences in Double, for steep ones may cancel each other.
    let northWest = cvector_widen(unsafe load(north, west, rest: rest))
    let northMiddle = cvector_widen(unsafe load(north, middle, rest: rest))
    let northEast = cvector_widen(unsafe load(north, east, rest: rest))
    let rowWest = cvector_widen(unsafe load(row, west, rest: rest))
    let rowEast = cvector_widen(unsafe load(row, east, rest: rest))
    let southWest = cvector_widen(unsafe load(south, west, rest: rest))
    let southMiddle = cvector_widen(unsafe load(south, middle, rest: rest))
    let southEast = cvector_widen(unsafe load(south, east, rest: rest))
    let acrossRow = rowEast - rowWest
    let acrossColumn = southMiddle - northMiddle
    let mainDiagonal = southEast - northWest
    let otherDiagonal = northEast - southWest
    let dx: WideLanes
    let dy: WideLanes
    switch method {
    case .horn:
        dx = ((mainDiagonal + otherDiagonal) + (acrossRow + acrossRow)) * splat(eastward)
        dy = ((mainDiagonal - otherDiagonal) + (acrossColumn + acrossColumn)) * splat(southward)
    case .zevenbergenThorne:
        dx = acrossRow * splat(eastward)
        dy = acrossColumn * splat(southward)
    }
    let degrees = arcTangent(cvector_sqrt(cvector_narrow(dx * dx + dy * dy))) * splat(57.29578 as Float)
    // A number times 0 is 0, NaN and infinity times 0 are NaN: what is not a number anywhere ends in the result.
    let none = splat(0 as Double)
    let corners = mainDiagonal * none + otherDiagonal * none
    let sides = acrossRow * none + acrossColumn * none
    let centre = unsafe load(row, middle, rest: rest)
    let known = cvector_narrow(corners + sides) + centre * splat(0 as Float)
    unsafe finish(degrees + known, output, middle, rest: rest)
}
