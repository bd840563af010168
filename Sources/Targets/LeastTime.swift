import KernelTypes
import Survey

/// The least time from each cell to the nearest of some cells, over eight neighbours: Dijkstra (1959) with a circle of
/// buckets (Dial 1969).
///
/// A bucket is as wide as the shortest step is long, so that no cell of the bucket at hand can shorten another in it,
/// and their order does not matter; where rounding still puts one there, the bucket is gone through again. Beside the elevation it holds a number and a flag a cell, and the cells at the front.
struct LeastTime {
    private let columns: Int
    private let rows: Int
    /// Metres to the east, and to the south, of one cell in each row.
    private let widths: [Double]
    private let height: Double
    private let speed: TravelSpeed
    /// Seconds, infinite where no way leads.
    private(set) var seconds: [Float]
    /// 1 for a road, 2 for what cannot be crossed.
    private var kinds: [UInt8]
    /// Paces by slope in steps of a thousandth, up to 4.
    private let paces: [Float]

    static let bytesPerCell = 9
    private static let slopeSteps = 1000.0
    private static let steepest = 4

    init(columns: Int, rows: Int, widths: [Double], height: Double, speed: TravelSpeed) {
        precondition(widths.count == rows, "a width a row")
        self.columns = columns
        self.rows = rows
        self.widths = widths
        self.height = height
        self.speed = speed
        seconds = Array(repeating: .infinity, count: columns * rows)
        kinds = Array(repeating: 0, count: columns * rows)
        paces = (0...Self.steepest * Int(Self.slopeSteps)).map {
            Float(speed.pace(slope: Double($0) / Self.slopeSteps))
        }
    }

    mutating func setRoad(_ cell: Cell) {
        let index = cell.row * columns + cell.column
        if kinds[index] == 0 { kinds[index] = 1 }
    }

    mutating func setBarrier(_ index: Int) { kinds[index] = 2 }

    /// Goes out from these cells; `elevation` in metres, flat where `nil`, not to be crossed where it has no value.
    mutating func spread(from starts: [Cell], elevation: Cells?) {
        let limits = speed.limits
        let shortest = min(height, widths.min() ?? height)
        let longest = ((widths.max() ?? height) * (widths.max() ?? height) + height * height).squareRoot()
        let step = Float(shortest * limits.least * 0.999)
        let count = Int((longest * limits.most / Double(step)).rounded(.up)) + 2
        var buckets: [[Int32]] = Array(repeating: [], count: count)
        var waiting = 0
        for cell in starts {
            let index = cell.row * columns + cell.column
            guard kinds[index] != 2, seconds[index] != 0, !(elevation?[index].isNaN ?? false) else { continue }
            seconds[index] = 0
            buckets[0].append(Int32(index))
            waiting += 1
        }
        let flat = Cells(count: 0)
        let heights = elevation ?? flat
        let isFlat = elevation == nil
        let scale = 1 / step
        let (columns, rows) = (columns, rows)
        let (widths, height, paces) = (widths, Float(height), paces)
        let roadPace = Float(speed.roadPace)
        kinds.withUnsafeBufferPointer { kinds in
            seconds.withUnsafeMutableBufferPointer { seconds in
                var turn = 0
                while waiting > 0 {
                    let slot = turn % count
                    let front = buckets[slot]
                    if front.isEmpty {
                        turn += 1
                        continue
                    }
                    buckets[slot] = []
                    waiting -= front.count
                    for own in front {
                        let index = Int(own)
                        let time = seconds[index]
                        // It was reached sooner since, and has been in an earlier bucket.
                        guard Int(time * scale) >= turn else { continue }
                        let (column, row) = (index % columns, index / columns)
                        let isRoad = kinds[index] == 1
                        let level = isFlat ? 0 : heights.base[index]
                        for south in (row == 0 ? 0 : -1)...(row == rows - 1 ? 0 : 1) {
                            let width = Float((widths[row] + widths[row + south]) / 2)
                            for east in (column == 0 ? 0 : -1)...(column == columns - 1 ? 0 : 1)
                            where south != 0 || east != 0 {
                                let next = index + south * columns + east
                                guard kinds[next] != 2, seconds[next] > time else { continue }
                                let length =
                                    south == 0
                                    ? width : east == 0 ? height : (width * width + height * height).squareRoot()
                                var pace = roadPace
                                if isFlat {
                                    if !(isRoad && kinds[next] == 1) { pace = paces[0] }
                                } else {
                                    let rise = heights.base[next] - level
                                    guard rise == rise else { continue }
                                    if !(isRoad && kinds[next] == 1) {
                                        let slope = rise.magnitude / length * Float(Self.slopeSteps)
                                        pace =
                                            paces[slope < Float(paces.count - 1) ? Int(slope + 0.5) : paces.count - 1]
                                    }
                                }
                                let reached = time + length * pace
                                guard reached < seconds[next] else { continue }
                                seconds[next] = reached
                                buckets[Int(reached * scale) % count].append(Int32(next))
                                waiting += 1
                            }
                        }
                    }
                }
            }
        }
    }
}
