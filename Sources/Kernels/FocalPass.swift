import KernelTypes

/// One strip's way through `focal`: moments of columns by rows, from north to south, then measures of eight rows.
@safe struct FocalPass: ~Copyable {
    private let input: Strip
    private let outputs: [(measure: FocalMeasure, strip: Strip)]
    private let radius: Int
    private let table: KernelTable

    /// The window's width, and a block's.
    private let width: Int
    /// Columns, rounded up to whole lanes.
    private let stride: Int
    /// The rows in which the output's windows begin; the first may lie north of the raster.
    private let tops: Range<Int>

    private let memory: UnsafeMutablePointer<Double>
    private let memoryCount: Int
    /// An empty row of moments, from which sums begin.
    private let none: UnsafeMutablePointer<Double>
    /// The moments from the running block's first row to the windows' last.
    private let prefix: UnsafeMutablePointer<Double>
    /// The moments from a row in which windows begin to the end of its block; and those that no window of this strip
    /// needs.
    private let suffixes: UnsafeMutablePointer<Double>
    private let passing: UnsafeMutablePointer<Double>
    /// The windows' columns in eight rows of output.
    private let columnMoments: UnsafeMutablePointer<Double>
    private let rowSuffixes: UnsafeMutablePointer<Double>
    private let rowBlock: UnsafeMutablePointer<Double>
    /// Where lanes that have no row write.
    private let nowhere: Cells

    /// One or two outputs, of the same rows.
    init(input: Strip, radius: Int, outputs: [(measure: FocalMeasure, strip: Strip)], table: KernelTable) {
        let output = outputs[0].strip
        self.input = input
        self.outputs = outputs
        // A wider window sees the same cells.
        self.radius = min(radius, max(output.columns, output.rasterRows))
        self.table = table
        width = 2 * self.radius + 1
        stride = (output.columns + 7) / 8 * 8
        tops = (output.rows.lowerBound - self.radius)..<(output.rows.upperBound - self.radius)
        let row = 3 * stride
        let kept = min(width, tops.count)
        memoryCount = row * (3 + kept + 8) + 2 * 24 * width
        unsafe memory = UnsafeMutablePointer<Double>.allocate(capacity: memoryCount)
        unsafe memory.initialize(repeating: 0, count: memoryCount)
        unsafe none = unsafe memory
        unsafe prefix = unsafe none + row
        unsafe passing = unsafe prefix + row
        unsafe suffixes = unsafe passing + row
        unsafe columnMoments = unsafe suffixes + row * kept
        unsafe rowSuffixes = unsafe columnMoments + row * 8
        unsafe rowBlock = unsafe rowSuffixes + 24 * width
        nowhere = Cells(count: output.columns)
    }

    deinit { unsafe memory.deallocate() }

    consuming func run() {
        var group: [Int] = []
        let rows = outputs[0].strip.rows
        for row in rows {
            let top = row - radius
            let block = (top + width) / width - 1
            let start = block * width
            if top == tops.lowerBound || top == start { gatherSuffixes(from: top, blockEnd: start + width) }
            gatherPrefix(from: start + width, bottom: row + radius, isFirst: top == tops.lowerBound || top == start)
            unsafe table.focalMerge(
                suffix(of: top, in: start), prefix, columnMoments + group.count * 3 * stride, stride)
            group.append(row)
            if group.count == 8 || row == rows.upperBound - 1 {
                measure(group)
                group.removeAll(keepingCapacity: true)
            }
        }
    }

    /// Where the moments from `top` to its block's end are kept: from the block's first row that a window begins in.
    private func suffix(of top: Int, in start: Int) -> UnsafeMutablePointer<Double> {
        unsafe suffixes + (top - max(start, tops.lowerBound)) * 3 * stride
    }

    /// Adds the rows of a block from its end northwards to `top`, keeping what windows need.
    private func gatherSuffixes(from top: Int, blockEnd: Int) {
        let start = blockEnd - width
        var source = unsafe none
        var row = blockEnd
        while row > top {
            row -= 1
            let target = unsafe row < tops.upperBound ? suffix(of: row, in: start) : passing
            // Rows outside the raster add nothing.
            if row >= 0 && row < input.rasterRows {
                let cells = input.row(row)
                unsafe table.focalAdd(cells.base, input.columns, source, target, stride)
            } else if unsafe source != target {
                unsafe target.update(from: source, count: 3 * stride)
            }
            unsafe source = unsafe target
        }
    }

    /// Takes the moments of a block's rows on to the windows' last row, which is one further for each row of output.
    private func gatherPrefix(from start: Int, bottom: Int, isFirst: Bool) {
        if isFirst { unsafe prefix.update(repeating: 0, count: 3 * stride) }
        for row in (isFirst ? start : max(start, bottom))..<max(start, bottom + 1)
        where row >= 0 && row < input.rasterRows {
            let cells = input.row(row)
            unsafe table.focalAdd(cells.base, input.columns, prefix, prefix, stride)
        }
    }

    private func measure(_ rows: [Int]) {
        let sources = (0..<8).map { input.row(rows[min($0, rows.count - 1)]) }
        let targets = outputs.flatMap { output in
            (0..<8).map { $0 < rows.count ? output.strip.row(rows[$0]) : nowhere }
        }
        let from = unsafe sources.map { unsafe UnsafePointer($0.base) }
        let to = unsafe targets.map { unsafe $0.base }
        let second = outputs.count > 1 ? outputs[1].measure : nil
        unsafe from.withUnsafeBufferPointer { from in
            unsafe to.withUnsafeBufferPointer { to in
                guard let from = from.baseAddress, let to = to.baseAddress else { return }
                unsafe table.focalScore(
                    columnMoments, stride, input.columns, radius, rowSuffixes, rowBlock, from, outputs[0].measure,
                    second, to)
            }
        }
        withExtendedLifetime((sources, targets)) {}
    }
}
