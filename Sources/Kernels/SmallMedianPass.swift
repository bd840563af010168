import KernelTypes

/// A strip's way through `focalMedian`: its rows with a rim of NaN, of which the windows' rows are kept.
@safe struct SmallMedianPass: ~Copyable {
    private let input: Strip
    private let radius: Int
    private let table: KernelTable
    private let side: Int
    /// Cells from one padded row to the next: the row, both rims, and what the last lanes read beyond.
    private let stride: Int
    private let memory: UnsafeMutablePointer<Float>
    private let scratch: UnsafeMutablePointer<Float>

    init(input: Strip, radius: Int, table: KernelTable) {
        self.input = input
        self.radius = radius
        self.table = table
        side = 2 * radius + 1
        stride = (input.columns + 2 * radius + 15) / 16 * 16 + 32
        let count = side * stride + (side + 1) * stride + side * side * 16 + 16
        unsafe memory = UnsafeMutablePointer<Float>.allocate(capacity: count)
        unsafe memory.initialize(repeating: .nan, count: count)
        unsafe scratch = memory + side * stride
    }

    deinit { unsafe memory.deallocate() }

    consuming func run(into output: Strip) {
        guard let first = output.rows.first else { return }
        for row in (first - radius)..<(first + radius) { keep(row) }
        var rows = unsafe [UnsafePointer<Float>]()
        for row in output.rows {
            keep(row + radius)
            let target = output.row(row)
            unsafe rows.removeAll(keepingCapacity: true)
            for near in (row - radius)...(row + radius) { unsafe rows.append(UnsafePointer(place(of: near))) }
            unsafe rows.withUnsafeBufferPointer { rows in
                guard let rows = rows.baseAddress else { return }
                unsafe table.smallMedian(rows, radius, input.columns, stride, scratch, target.base)
            }
            withExtendedLifetime(target) {}
        }
    }

    /// Where a row is kept; the one `side` rows before it lay there.
    private func place(of row: Int) -> UnsafeMutablePointer<Float> {
        unsafe memory + (row + side) % side * stride
    }

    /// Copies a row between its rims; NaN outside the raster.
    private func keep(_ row: Int) {
        let target = unsafe place(of: row) + radius
        guard row >= 0 && row < input.rasterRows else {
            unsafe target.update(repeating: .nan, count: input.columns)
            return
        }
        let source = input.row(row)
        unsafe target.update(from: source.base, count: input.columns)
    }
}
