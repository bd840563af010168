import CVector

/// The eight cells around one and the cell itself, wide, for as many cells as a tier takes at once.
struct Neighbours {
    let northWest: WideLanes
    let northMiddle: WideLanes
    let northEast: WideLanes
    let rowWest: WideLanes
    let centre: WideLanes
    let rowEast: WideLanes
    let southWest: WideLanes
    let southMiddle: WideLanes
    let southEast: WideLanes

    /// Around the cells east of those from `west` on.
    @inline(always) init(
        _ north: UnsafePointer<Float>, _ row: UnsafePointer<Float>, _ south: UnsafePointer<Float>, west: Int, rest: Int
    ) {
        let middle = west &+ 1
        let east = west &+ 2
        northWest = cvector_widen(unsafe load(north, west, rest: rest))
        northMiddle = cvector_widen(unsafe load(north, middle, rest: rest))
        northEast = cvector_widen(unsafe load(north, east, rest: rest))
        rowWest = cvector_widen(unsafe load(row, west, rest: rest))
        centre = cvector_widen(unsafe load(row, middle, rest: rest))
        rowEast = cvector_widen(unsafe load(row, east, rest: rest))
        southWest = cvector_widen(unsafe load(south, west, rest: rest))
        southMiddle = cvector_widen(unsafe load(south, middle, rest: rest))
        southEast = cvector_widen(unsafe load(south, east, rest: rest))
    }

    /// 0 where all nine are numbers, else NaN: a number times 0 is 0, NaN and infinity times 0 are NaN.
    @inline(always) var known: Lanes {
        let none = splat(0 as Double)
        let norths = (northWest * none + northMiddle * none) + northEast * none
        let middles = (rowWest * none + centre * none) + rowEast * none
        let souths = (southWest * none + southMiddle * none) + southEast * none
        return cvector_narrow((norths + middles) + souths)
    }
}
