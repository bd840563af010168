import Survey

/// The readings of one level, at most one datum a node: mean place and value of all that are nearest to the node.
struct PlateData: Sendable {
    struct Datum: Sendable {
        var column: UInt32
        /// Where it lies from the node, eastwards and northwards, in spacings.
        var east: Float
        var north: Float
        /// In the channel's unit, without the plane.
        var value: Float
        /// Readings that it stands for.
        var weight: Float
    }

    let columns: Int
    let rows: Int
    /// By row, within a row by phase (column modulo 4), within a phase by column.
    private var data: [Datum] = []
    /// Where each phase of each row begins, and the end of the last.
    private var starts: [UInt32] = [0]

    /// Sums of one row of nodes.
    private struct Sums {
        var east: [Double]
        var north: [Double]
        var value: [Double]
        var weight: [Double]

        init(_ columns: Int) {
            east = Array(repeating: 0, count: columns)
            north = east
            value = east
            weight = east
        }
    }

    /// Mean places and values of the readings nearest to each node, without their plane.
    init(_ sums: NodeSums, without plane: TrendPlane) {
        let grid = sums.grid
        columns = grid.columns
        rows = grid.rows
        for row in 0..<rows {
            let centre = grid.centre(column: 0, row: row)
            sums.withRow(row) { sums in
                for phase in 0..<4 {
                    for column in stride(from: phase, to: columns, by: 4) where sums[column].w > 0 {
                        let mean = sums[column] / sums[column].w
                        let place = Point(
                            x: centre.x + (Double(column) + Double(mean.x)) * grid.cellWidth,
                            y: centre.y + Double(mean.y) * grid.cellHeight)
                        data.append(
                            Datum(
                                column: UInt32(column), east: mean.x, north: mean.y,
                                // The plane is linear, so that of the mean place is the mean of theirs.
                                value: Float(Double(mean.z) - plane.value(at: place)), weight: sums[column].w))
                    }
                    starts.append(UInt32(data.count))
                }
            }
        }
    }

    /// The data of a level with twice the spacing, whose node n lies at node 2n of `fine`.
    init(coarsening fine: PlateData) {
        columns = fine.columns / 2 + 1
        rows = fine.rows / 2 + 1
        var sums = Sums(columns)
        for row in 0..<rows {
            for fineRow in max(0, 2 * row - 1)...(2 * row + 1) where fineRow < fine.rows {
                for datum in fine.row(fineRow) {
                    let south = 0.5 * (Double(fineRow) - Double(datum.north))
                    guard Int(south.rounded()) == row else { continue }
                    let east = 0.5 * (Double(datum.column) + Double(datum.east))
                    let column = min(columns - 1, max(0, Int(east.rounded())))
                    let weight = Double(datum.weight)
                    sums.east[column] += weight * (east - Double(column))
                    sums.north[column] += weight * (Double(row) - south)
                    sums.value[column] += weight * Double(datum.value)
                    sums.weight[column] += weight
                }
            }
            close(&sums)
        }
    }

    var isEmpty: Bool { data.isEmpty }
    var count: Int { data.count }

    /// How near sums in single precision come to rest at the greatest value.
    var resolution: Double { Double(data.reduce(0) { max($0, abs($1.value)) }) * 0x1p-20 }

    func row(_ row: Int) -> ArraySlice<Datum> { data[Int(starts[4 * row])..<Int(starts[4 * row + 4])] }

    /// Indices in `all` of a row's data with this column modulo 4.
    func indices(row: Int, phase: Int) -> Range<Int> {
        Int(starts[4 * row + phase])..<Int(starts[4 * row + phase + 1])
    }

    func withAll<R>(_ body: (UnsafeBufferPointer<Datum>) -> R) -> R { data.withUnsafeBufferPointer(body) }

    /// Appends a row's data, and clears the sums.
    private mutating func close(_ sums: inout Sums) {
        for phase in 0..<4 {
            for column in stride(from: phase, to: columns, by: 4) where sums.weight[column] > 0 {
                let weight = sums.weight[column]
                data.append(
                    Datum(
                        column: UInt32(column), east: Float(sums.east[column] / weight),
                        north: Float(sums.north[column] / weight), value: Float(sums.value[column] / weight),
                        weight: Float(weight)))
                sums.east[column] = 0
                sums.north[column] = 0
                sums.value[column] = 0
                sums.weight[column] = 0
            }
            starts.append(UInt32(data.count))
        }
    }
}
