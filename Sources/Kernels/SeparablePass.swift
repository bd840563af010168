import KernelTypes

/// One strip's way through a filter that is made of weights along columns and along rows.
@safe struct SeparablePass: ~Copyable {
    enum Filter {
        case mean([Double])
        case contrast([Double], [Double])
    }

    private let input: Strip
    private let rows: Range<Int>
    private let radius: Int
    private let table: KernelTable
    private let columns: Int

    /// The input with 0 where a cell is missing, and 1 where one is there; rows without a gap share one of ones.
    private let cleaned: Cells
    private let masks: Cells
    private let hasGap: [Bool]
    private let ones: Cells
    private let zeros: Cells
    /// A row of sums along columns, with `radius` zeros on both sides.
    private let middle: UnsafeMutablePointer<Double>
    private let middleCount: Int

    init(input: Strip, rows: Range<Int>, radius: Int, table: KernelTable) {
        self.input = input
        self.rows = rows
        self.radius = radius
        self.table = table
        columns = input.columns
        cleaned = Cells(count: input.cells.count)
        masks = Cells(count: input.cells.count)
        ones = Cells(count: columns)
        zeros = Cells(count: columns)
        for column in 0..<columns {
            unsafe ones.base[column] = 1
            unsafe zeros.base[column] = 0
        }
        var gaps: [Bool] = []
        for start in stride(from: 0, to: input.cells.count, by: max(1, columns)) {
            var missing: Float = 0
            for index in start..<(start + columns) {
                let x = unsafe input.cells.base[index]
                let isMissing = x != x
                unsafe cleaned.base[index] = isMissing ? 0 : x
                unsafe masks.base[index] = isMissing ? 0 : 1
                missing += isMissing ? 1 : 0
            }
            gaps.append(missing > 0)
        }
        hasGap = gaps
        middleCount = columns + 2 * radius
        unsafe middle = UnsafeMutablePointer<Double>.allocate(capacity: middleCount)
        unsafe middle.initialize(repeating: 0, count: middleCount)
    }

    deinit { unsafe middle.deallocate() }

    consuming func run(_ filter: Filter, into output: Strip) {
        let values = Sums(columns)
        let weights = Sums(columns)
        let contrast = Sums(columns)
        let balance = Sums(columns)
        var kept: Clip?
        for row in rows {
            let clip = clip(of: row)
            // Where no cell is missing, only the raster's edge decides what weights there are.
            let isKept = clip != nil && clip == kept
            kept = clip
            let taps: [Double]
            switch filter {
            case .mean(let own): taps = own
            case .contrast(let own, let other):
                taps = own
                convolve(cleaned, row, own, other, isSum: false, into: contrast)
                convolve(cleaned, row, other, own, isSum: true, into: contrast)
                if !isKept {
                    convolve(nil, row, own, other, isSum: false, into: balance)
                    convolve(nil, row, other, own, isSum: true, into: balance)
                }
            }
            convolve(cleaned, row, taps, taps, isSum: false, into: values)
            if !isKept { convolve(nil, row, taps, taps, isSum: false, into: weights) }
            let source = input.row(row)
            let target = output.row(row)
            switch filter {
            case .mean: finish(source, values, weights, target)
            case .contrast: finish(source, values, weights, contrast, balance, target)
            }
        }
    }

    /// How far a window of rows without gaps reaches beyond the raster; `nil` of one with gaps.
    private struct Clip: Equatable {
        var north: Int
        var south: Int
    }

    private func clip(of row: Int) -> Clip? {
        let first = max(0, row - radius)
        let last = min(input.rasterRows - 1, row + radius)
        let start = input.rows.lowerBound
        if hasGap[(first - start)...(last - start)].contains(true) { return nil }
        return Clip(north: first - (row - radius), south: row + radius - last)
    }

    /// Weights a window's rows, then the columns; of the masks where no cells are given.
    private func convolve(
        _ cells: Cells?, _ row: Int, _ columnTaps: [Double], _ rowTaps: [Double], isSum: Bool, into sums: Sums
    ) {
        let window = unsafe (row - radius...row + radius).map { other in unsafe address(of: other, in: cells) }
        unsafe window.withUnsafeBufferPointer { window in
            unsafe columnTaps.withUnsafeBufferPointer { taps in
                guard let window = window.baseAddress, let taps = taps.baseAddress else { return }
                unsafe table.convolveColumns(window, taps, radius, columns, middle + radius)
            }
        }
        unsafe rowTaps.withUnsafeBufferPointer { taps in
            guard let taps = taps.baseAddress else { return }
            unsafe table.convolveRow(middle, taps, radius, columns, isSum, sums.base)
        }
    }

    private func address(of row: Int, in cells: Cells?) -> UnsafePointer<Float> {
        guard row >= 0 && row < input.rasterRows else { return unsafe UnsafePointer(zeros.base) }
        let index = row - input.rows.lowerBound
        if let cells { return unsafe UnsafePointer(cells.base + index * columns) }
        return unsafe UnsafePointer(hasGap[index] ? masks.base + index * columns : ones.base)
    }

    private func finish(_ source: Cells, _ values: Sums, _ weights: Sums, _ target: Cells) {
        for column in 0..<columns {
            let x = unsafe source.base[column]
            let mean = unsafe Float(values.base[column] / weights.base[column])
            unsafe target.base[column] = x != x || mean != mean ? .nan : mean
        }
    }

    private func finish(
        _ source: Cells, _ values: Sums, _ weights: Sums, _ contrast: Sums, _ balance: Sums, _ target: Cells
    ) {
        for column in 0..<columns {
            let x = unsafe source.base[column]
            let mean = unsafe values.base[column] / weights.base[column]
            let result = unsafe Float(contrast.base[column] - mean * balance.base[column])
            unsafe target.base[column] = x != x || result != result ? .nan : result
        }
    }
}

/// A row of sums.
@safe private final class Sums {
    let base: UnsafeMutablePointer<Double>

    init(_ count: Int) {
        unsafe base = UnsafeMutablePointer<Double>.allocate(capacity: max(1, count))
    }

    deinit { unsafe base.deallocate() }
}
