import CVector
package import KernelTypes

/// A measure of the surface for one row from the rows north and south of it; NaN in the first and last cell, and where
/// any of the nine cells is missing. The row has at least three cells.
@inline(never)
package func terrain(
    _ north: UnsafePointer<Float>, _ row: UnsafePointer<Float>, _ south: UnsafePointer<Float>, _ columns: Int,
    _ setting: TerrainSetting, _ output: UnsafeMutablePointer<Float>
) {
    var west = 0
    while west &+ Lanes.scalarCount <= columns &- 2 {
        let cells = unsafe Neighbours(north, row, south, west: west, rest: Lanes.scalarCount)
        unsafe finish(measure(cells, setting), output, west &+ 1, rest: Lanes.scalarCount)
        west &+= Lanes.scalarCount
    }
    let rest = columns &- 2 &- west
    if rest > 0 {
        let cells = unsafe Neighbours(north, row, south, west: west, rest: rest)
        unsafe finish(measure(cells, setting), output, west &+ 1, rest: rest)
    }
    unsafe output[0] = .nan
    unsafe output[columns &- 1] = .nan
}

/// Slope and hillshade at once, for which the nine cells are read and their gradient is taken once.
@inline(never)
package func relief(
    _ north: UnsafePointer<Float>, _ row: UnsafePointer<Float>, _ south: UnsafePointer<Float>, _ columns: Int,
    _ setting: TerrainSetting, _ slope: UnsafeMutablePointer<Float>, _ hillshade: UnsafeMutablePointer<Float>
) {
    @inline(always) func measure(_ west: Int, rest: Int) {
        let cells = unsafe Neighbours(north, row, south, west: west, rest: rest)
        let (east, southward) = gradient(cells, setting)
        let known = cells.known
        unsafe finish(inclination(east, southward) + known, slope, west &+ 1, rest: rest)
        unsafe finish(illumination(east, southward, setting) + known, hillshade, west &+ 1, rest: rest)
    }
    var west = 0
    while west &+ Lanes.scalarCount <= columns &- 2 {
        measure(west, rest: Lanes.scalarCount)
        west &+= Lanes.scalarCount
    }
    let rest = columns &- 2 &- west
    if rest > 0 { measure(west, rest: rest) }
    unsafe slope[0] = .nan
    unsafe slope[columns &- 1] = .nan
    unsafe hillshade[0] = .nan
    unsafe hillshade[columns &- 1] = .nan
}

@inline(always) private func inclination(_ east: WideLanes, _ south: WideLanes) -> Lanes {
    let steepness = cvector_sqrt(cvector_narrow(east * east + south * south))
    return arcTangent(steepness) * splat(57.29578 as Float)
}

@inline(always) private func measure(_ cells: Neighbours, _ setting: TerrainSetting) -> Lanes {
    let result: Lanes
    switch setting.measure {
    case .slope:
        let (east, south) = gradient(cells, setting)
        result = inclination(east, south)
    case .aspect:
        // Downhill is against the gradient; south's is north's with the other sign.
        let (east, south) = gradient(cells, setting)
        result = bearing(east: Lanes() - cvector_narrow(east), north: cvector_narrow(south))
    case .hillshade:
        let (east, south) = gradient(cells, setting)
        result = illumination(east, south, setting)
    case .planCurvature, .profileCurvature: result = curvature(cells, setting)
    case .roughness: result = spread(cells) * splat(Float(setting.scale))
    case .rileyRuggedness, .wilsonRuggedness: result = ruggedness(cells, setting)
    }
    return result + cells.known
}

/// Rises eastward and southward. Differences in Double, for steep ones may cancel each other.
@inline(always)
private func gradient(_ cells: Neighbours, _ setting: TerrainSetting) -> (east: WideLanes, south: WideLanes) {
    let acrossRow = cells.rowEast - cells.rowWest
    let acrossColumn = cells.southMiddle - cells.northMiddle
    let mainDiagonal = cells.southEast - cells.northWest
    let otherDiagonal = cells.northEast - cells.southWest
    let eastward: WideLanes
    let southward: WideLanes
    let weight: Double
    switch setting.method {
    case .horn:
        eastward = (mainDiagonal + otherDiagonal) + (acrossRow + acrossRow)
        southward = (mainDiagonal - otherDiagonal) + (acrossColumn + acrossColumn)
        weight = 8
    case .zevenbergenThorne:
        eastward = acrossRow
        southward = acrossColumn
        weight = 2
    case .evans:
        eastward = (mainDiagonal + otherDiagonal) + acrossRow
        southward = (mainDiagonal - otherDiagonal) + acrossColumn
        weight = 6
    }
    return (
        eastward * splat(setting.scale * setting.perWidth / weight),
        southward * splat(setting.scale * setting.perHeight / weight)
    )
}

/// The direction of a vector in degrees clockwise from north; NaN of none.
@inline(always) private func bearing(east: Lanes, north: Lanes) -> Lanes {
    let acrossEast = select(isBelow(east, 0), Lanes() - east, east)
    let acrossNorth = select(isBelow(north, 0), Lanes() - north, north)
    let acute = arcTangent(acrossEast / acrossNorth) * splat(57.29578 as Float)
    let half = select(isBelow(north, 0), splat(180 as Float) - acute, acute)
    let whole = select(isBelow(east, 0), splat(360 as Float) - half, half)
    return select(isAtLeast(whole, 360), 0, whole)
}

/// 255 times the cosine between the surface's normal and the light, at least 0: Horn (1981).
@inline(always)
private func illumination(_ east: WideLanes, _ south: WideLanes, _ setting: TerrainSetting) -> Lanes {
    let towards = (splat(setting.lightUp) - east * splat(setting.lightEast)) + south * splat(setting.lightNorth)
    let length = cvector_sqrt(cvector_narrow((east * east + south * south) + splat(1 as Double)))
    let cosine = cvector_narrow(towards) / length
    return select(isBelow(cosine, 0), 0, cosine) * splat(255 as Float)
}

/// Positive where the ground is convex: Evans (1979), with the derivatives p, q, r, s and t of a surface.
@inline(always) private func curvature(_ cells: Neighbours, _ setting: TerrainSetting) -> Lanes {
    let (p, south) = gradient(cells, setting)
    let q = splat(0 as Double) - south
    let (r, s, t) = secondDerivatives(cells, setting)
    let (pp, pq, qq) = (p * p, p * q, q * q)
    let twist = (pq + pq) * s
    let squared = pp + qq
    let isLevel = isEqual(cvector_narrow(squared), 0)
    let gradient = cvector_narrow(squared)
    let bent: Lanes
    switch setting.measure {
    case .planCurvature:
        let across = ((qq * r) - twist) + (pp * t)
        bent = cvector_narrow(across / squared) / cvector_sqrt(gradient)
    default:
        let along = ((pp * r) + twist) + (qq * t)
        let slant = gradient + splat(1 as Float)
        bent = cvector_narrow(along / squared) / (slant * cvector_sqrt(slant))
    }
    return select(isLevel, 0, Lanes() - bent)
}

/// d²z/dx², d²z/dxdy and d²z/dy² with y to the north.
@inline(always)
private func secondDerivatives(
    _ cells: Neighbours, _ setting: TerrainSetting
) -> (r: WideLanes, s: WideLanes, t: WideLanes) {
    let perWidth = setting.perWidth
    let perHeight = setting.perHeight
    let diagonals = (cells.northEast - cells.northWest) + (cells.southWest - cells.southEast)
    let s = diagonals * splat(setting.scale * perWidth * perHeight / 4)
    // As differences of differences, so that a plane bends by exactly nothing.
    let acrossRow = (cells.rowEast - cells.centre) + (cells.rowWest - cells.centre)
    let acrossColumn = (cells.northMiddle - cells.centre) + (cells.southMiddle - cells.centre)
    switch setting.method {
    case .horn, .zevenbergenThorne:
        return (
            acrossRow * splat(setting.scale * perWidth * perWidth), s,
            acrossColumn * splat(setting.scale * perHeight * perHeight)
        )
    case .evans:
        let north = (cells.northEast - cells.northMiddle) + (cells.northWest - cells.northMiddle)
        let south = (cells.southEast - cells.southMiddle) + (cells.southWest - cells.southMiddle)
        let west = (cells.northWest - cells.rowWest) + (cells.southWest - cells.rowWest)
        let east = (cells.northEast - cells.rowEast) + (cells.southEast - cells.rowEast)
        let rows = (north + south) + acrossRow
        let columns = (west + east) + acrossColumn
        return (
            rows * splat(setting.scale * perWidth * perWidth / 3), s,
            columns * splat(setting.scale * perHeight * perHeight / 3)
        )
    }
}

@inline(always) private func spread(_ cells: Neighbours) -> Lanes {
    var least = cvector_narrow(cells.centre)
    var greatest = least
    func take(_ cell: WideLanes) {
        let height = cvector_narrow(cell)
        least = cvector_lesser(height, least)
        greatest = cvector_greater(height, greatest)
    }
    take(cells.northWest)
    take(cells.northMiddle)
    take(cells.northEast)
    take(cells.rowWest)
    take(cells.rowEast)
    take(cells.southWest)
    take(cells.southMiddle)
    take(cells.southEast)
    return greatest - least
}

@inline(always) private func ruggedness(_ cells: Neighbours, _ setting: TerrainSetting) -> Lanes {
    var sum = splat(0 as Double)
    func take(_ cell: WideLanes) {
        let difference = cell - cells.centre
        switch setting.measure {
        case .rileyRuggedness: sum = sum + difference * difference
        default: sum = sum + cvector_magnitude_wide(difference)
        }
    }
    take(cells.northWest)
    take(cells.northMiddle)
    take(cells.northEast)
    take(cells.rowWest)
    take(cells.rowEast)
    take(cells.southWest)
    take(cells.southMiddle)
    take(cells.southEast)
    switch setting.measure {
    case .rileyRuggedness: return cvector_sqrt(cvector_narrow(sum)) * splat(Float(setting.scale))
    default: return cvector_narrow(sum) * splat(Float(setting.scale / 8))
    }
}
