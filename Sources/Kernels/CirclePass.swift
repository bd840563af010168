import KernelTypes

/// One strip's way through `focalCircle`: running sums of the input's rows, then the circles' rows added up.
@safe struct CirclePass: ~Copyable {
    private let input: Strip
    private let rows: Range<Int>
    private let radius: Int
    private let table: KernelTable
    /// Columns of output that are done from north to south before the next, so that their running sums stay near the
    /// processor. Sums run from where the first circle of a tile begins, whatever the strip.
    private static let tile = 256
    /// Half of the circle's width in each of its rows.
    private let halfWidths: [Int]
    /// Numbers in one of the five runs that a row's running sums are kept as.
    private let stride: Int
    /// A row of zeros, then a ring of rows of running sums.
    private let memory: UnsafeMutablePointer<Double>
    private let memoryCount: Int

    init(input: Strip, radius: Int, rows: Range<Int>, table: KernelTable) {
        self.input = input
        self.rows = rows
        self.radius = radius
        self.table = table
        let reach = radius
        halfWidths = (-reach...reach).map { dy in
            var width = 0
            while (width + 1) * (width + 1) + dy * dy <= reach * reach { width += 1 }
            return width
        }
        stride = (min(input.columns, Self.tile + 2 * radius) + 2 * radius + 1 + 7) / 8 * 8 + 8
        memoryCount = 5 * stride * (2 * radius + 2)
        unsafe memory = UnsafeMutablePointer<Double>.allocate(capacity: memoryCount)
        unsafe memory.initialize(repeating: 0, count: memoryCount)
    }

    deinit { unsafe memory.deallocate() }

    consuming func run(
        _ measure: FocalMeasure, _ output: Strip, _ second: (measure: FocalMeasure, output: Strip)?
    ) {
        for west in Swift.stride(from: 0, to: input.columns, by: Self.tile) {
            fill(west..<min(west + Self.tile, input.columns), measure, output, second)
        }
    }

    private func fill(
        _ columns: Range<Int>, _ measure: FocalMeasure, _ output: Strip,
        _ second: (measure: FocalMeasure, output: Strip)?
    ) {
        let seen = max(0, columns.lowerBound - radius)..<min(input.columns, columns.upperBound + radius)
        let start = columns.lowerBound
        var next = max(0, rows.lowerBound - radius)
        for row in rows {
            while next <= min(input.rasterRows - 1, row + radius) {
                let cells = input.row(next)
                unsafe table.focalPrefix(cells.base + seen.lowerBound, seen.count, radius, sums(of: next), stride)
                next += 1
            }
            let window = unsafe (row - radius...row + radius).map {
                unsafe UnsafePointer(sums(of: $0)) + (start - seen.lowerBound)
            }
            let source = input.row(row)
            let target = output.row(row)
            let other = second?.output.row(row) ?? target
            unsafe window.withUnsafeBufferPointer { window in
                unsafe halfWidths.withUnsafeBufferPointer { halfWidths in
                    guard let window = window.baseAddress, let widths = halfWidths.baseAddress else { return }
                    unsafe table.focalRuns(
                        window, widths, radius, columns.count, stride, source.base + start, measure,
                        target.base + start, second?.measure, other.base + start)
                }
            }
            withExtendedLifetime((source, target, other)) {}
        }
    }

    /// Where a row's running sums are kept; zeros for one outside the raster.
    private func sums(of row: Int) -> UnsafeMutablePointer<Double> {
        guard row >= 0 && row < input.rasterRows else { return unsafe memory }
        return unsafe memory + 5 * stride * (1 + row % (2 * radius + 1))
    }
}
