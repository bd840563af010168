import KernelTypes

/// Some columns of a strip on their way through `focalQuantile`.
@safe struct OrderPass: ~Copyable {
    private let input: Strip
    private let rows: Range<Int>
    private let columns: Range<Int>
    private let radius: Int
    /// Half of the window's width in each of its rows, and half of its height in each of its columns.
    private let halfWidths: [Int]
    /// The different values of all windows, ascending.
    private let values: [Float]
    /// The place of each cell's value among them, or -1; with `radius` cells on each side, and `width` in a row.
    private let ranks: UnsafeMutablePointer<Int32>
    private let width: Int
    /// Cells of the window by rank, by 64 ranks and by 4096.
    private let ones: UnsafeMutablePointer<Int32>
    private let blocks: UnsafeMutablePointer<Int32>
    private let fields: UnsafeMutablePointer<Int32>
    private var count = 0

    init(input: Strip, rows: Range<Int>, columns: Range<Int>, radius: Int, isCircle: Bool) {
        self.input = input
        self.rows = rows
        self.columns = columns
        self.radius = radius
        let reach = radius
        halfWidths = (-reach...reach).map { dy in
            guard isCircle else { return reach }
            var width = 0
            while (width + 1) * (width + 1) + dy * dy <= reach * reach { width += 1 }
            return width
        }
        width = columns.count + 2 * radius
        let cellCount = width * (rows.count + 2 * radius)
        unsafe ranks = UnsafeMutablePointer<Int32>.allocate(capacity: cellCount)
        unsafe ranks.initialize(repeating: -1, count: cellCount)
        values = unsafe Self.rank(input, rows, columns, radius, into: ranks)
        unsafe ones = Self.zeros(values.count + 1)
        unsafe blocks = Self.zeros(values.count / 64 + 2)
        unsafe fields = Self.zeros(values.count / 4096 + 2)
    }

    deinit {
        unsafe ranks.deallocate()
        unsafe ones.deallocate()
        unsafe blocks.deallocate()
        unsafe fields.deallocate()
    }

    private static func zeros(_ count: Int) -> UnsafeMutablePointer<Int32> {
        let memory = UnsafeMutablePointer<Int32>.allocate(capacity: count)
        unsafe memory.initialize(repeating: 0, count: count)
        return unsafe memory
    }

    /// Ranks of all cells that windows see; gives the different values.
    private static func rank(
        _ input: Strip, _ rows: Range<Int>, _ columns: Range<Int>, _ radius: Int,
        into ranks: UnsafeMutablePointer<Int32>
    ) -> [Float] {
        let width = columns.count + 2 * radius
        let seenRows = max(0, rows.lowerBound - radius)..<min(input.rasterRows, rows.upperBound + radius)
        let seenColumns = max(0, columns.lowerBound - radius)..<min(input.columns, columns.upperBound + radius)
        var keys: [UInt64] = []
        keys.reserveCapacity(seenRows.count * seenColumns.count)
        for row in seenRows {
            let source = unsafe input.cells.base + (row - input.rows.lowerBound) * input.columns
            let place = (row - rows.lowerBound + radius) * width + radius - columns.lowerBound
            for column in seenColumns {
                let x = unsafe source[column]
                guard x == x else { continue }
                // Adding 0 makes one zero of two, as both are the same value.
                keys.append(UInt64(Self.key(of: x + 0)) &<< 32 | UInt64(place &+ column))
            }
        }
        keys.sort()
        var values: [Float] = []
        var last: UInt64?
        for key in keys {
            if key &>> 32 != last {
                last = key &>> 32
                values.append(Self.value(of: UInt32(key &>> 32)))
            }
            unsafe ranks[Int(key & 0xffff_ffff)] = Int32(values.count - 1)
        }
        return values
    }

    consuming func run(_ fraction: Double, into output: Strip) {
        for y in -radius...radius {
            let half = halfWidths[y + radius]
            for x in -half...half { add(rank(x, y)) }
        }
        // There and back, so that the window never leaves its place.
        var isEastward = true
        for y in 0..<rows.count {
            let target = output.row(rows.lowerBound + y)
            let source = input.row(rows.lowerBound + y)
            for step in 0..<columns.count {
                let x = isEastward ? step : columns.count - 1 - step
                let cell = unsafe source.base[columns.lowerBound + x]
                let result: Float = cell == cell ? quantile(fraction) : .nan
                unsafe target.base[columns.lowerBound + x] = result
                if step + 1 < columns.count { slide(x, y, eastward: isEastward) }
            }
            if y + 1 < rows.count { descend(isEastward ? columns.count - 1 : 0, y) }
            isEastward.toggle()
        }
    }

    /// The rank of a cell, counted from the first cell of output.
    private func rank(_ x: Int, _ y: Int) -> Int32 { unsafe ranks[(y &+ radius) &* width &+ (x &+ radius)] }

    private mutating func slide(_ x: Int, _ y: Int, eastward: Bool) {
        for dy in -radius...radius {
            let half = halfWidths[dy + radius]
            remove(rank(eastward ? x - half : x + half, y + dy))
            add(rank(eastward ? x + half + 1 : x - half - 1, y + dy))
        }
    }

    private mutating func descend(_ x: Int, _ y: Int) {
        for dx in -radius...radius {
            let half = halfWidths[dx + radius]
            remove(rank(x + dx, y - half))
            add(rank(x + dx, y + half + 1))
        }
    }

    @inline(always) private mutating func add(_ rank: Int32) {
        guard rank >= 0 else { return }
        unsafe ones[Int(rank)] &+= 1
        unsafe blocks[Int(rank &>> 6)] &+= 1
        unsafe fields[Int(rank &>> 12)] &+= 1
        count &+= 1
    }

    @inline(always) private mutating func remove(_ rank: Int32) {
        guard rank >= 0 else { return }
        unsafe ones[Int(rank)] &-= 1
        unsafe blocks[Int(rank &>> 6)] &-= 1
        unsafe fields[Int(rank &>> 12)] &-= 1
        count &-= 1
    }

    private func quantile(_ fraction: Double) -> Float {
        let position = Double(count - 1) * fraction
        let below = Int(position)
        let weight = position - Double(below)
        let place = place(of: below)
        let low = values[place.rank]
        guard weight > 0, place.rest == 0 else { return low }
        var next = place.rank + 1
        while unsafe ones[next] == 0 { next = self.next(after: next) }
        let high = values[next]
        let (a, b) = (Double(low), Double(high))
        return Float(weight < 0.5 ? a + (b - a) * weight : b - (b - a) * (1 - weight))
    }

    /// The rank of the window's cell number `index`, and how many more it has of that rank.
    private func place(of index: Int) -> (rank: Int, rest: Int) {
        var left = Int32(index)
        var field = 0
        while unsafe left >= fields[field] {
            unsafe left &-= fields[field]
            field &+= 1
        }
        var block = field &<< 6
        while unsafe left >= blocks[block] {
            unsafe left &-= blocks[block]
            block &+= 1
        }
        var rank = block &<< 6
        while unsafe left >= ones[rank] {
            unsafe left &-= ones[rank]
            rank &+= 1
        }
        return unsafe (rank, Int(ones[rank] - left - 1))
    }

    /// The next rank that may be in the window: the following one, or the first of the next block with a cell.
    private func next(after rank: Int) -> Int {
        let following = rank + 1
        guard following & 63 == 0 else { return following }
        var block = following &>> 6
        while unsafe blocks[block] == 0 { block += 1 }
        return block &<< 6
    }

    /// Whole numbers in the floats' order: the sign bit is turned, and all bits of negative floats.
    private static func key(of value: Float) -> UInt32 {
        let bits = value.bitPattern
        return bits ^ (UInt32(bitPattern: Int32(bitPattern: bits) &>> 31) | 0x8000_0000)
    }

    private static func value(of key: UInt32) -> Float {
        Float(bitPattern: key & 0x8000_0000 == 0 ? ~key : key ^ 0x8000_0000)
    }
}
