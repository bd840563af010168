/// Exact quantiles of a raster larger than memory, by three passes of a radix histogram over the floats' ordered bits.
///
///     while !selector.isDone {
///         for cells in raster { selector.add(cells) }
///         selector.endPass()
///     }
///
/// Counts are whole numbers: the order of cells, and of merging, does not matter. NaN is skipped.
package struct Selector: Sendable {
    /// The quantiles asked for, each in 0...1.
    package let fractions: [Double]
    /// Valid cells seen in a pass.
    package private(set) var count = 0
    package private(set) var isDone: Bool

    /// An order statistic on its way: which rank is left within the cells that share `key`'s digits so far.
    private struct Search: Hashable {
        var remaining: Int
        var key: UInt32 = 0
        var group = 0
    }

    /// A key is read as digits of 11, 11 and 10 bits.
    private static let shifts: [UInt32] = [21, 10, 0]
    private static let digits = 2048

    private var pass = 0
    /// Cells by group and digit; a group is the cells that share all digits of earlier passes with a search.
    private var histogram: [Int]
    /// For each ended pass, from group and digit to the next pass's group, or -1 where nothing is searched.
    private var groups: [[Int32]] = []
    /// Two for each fraction, the order statistics below and above; empty until the first pass has counted.
    private var searches: [Search] = []

    /// Looks for quantiles with linear interpolation between order statistics: Hyndman and Fan (1996), type 7.
    package init(fractions: [Double]) {
        precondition(fractions.allSatisfy { $0 >= 0 && $0 <= 1 }, "a fraction lies in 0...1")
        self.fractions = fractions
        self.isDone = fractions.isEmpty
        self.histogram = Array(repeating: 0, count: Self.digits)
    }

    /// Counts cells in this pass; every pass takes the same cells.
    package mutating func add(_ cells: Cells) {
        precondition(!isDone, "every pass has ended")
        switch pass {
        case 0: addFirst(cells)
        case 1: addSecond(cells)
        default: addThird(cells)
        }
    }

    /// Adds what another selector, at the same pass over other cells, has counted.
    package mutating func merge(_ other: Selector) {
        precondition(pass == other.pass && searches == other.searches, "selectors merge within one pass")
        count += other.count
        for index in histogram.indices { histogram[index] += other.histogram[index] }
    }

    /// An empty selector at the same pass, for another task to fill and merge.
    package var emptied: Selector {
        var copy = self
        copy.count = 0
        for index in copy.histogram.indices { copy.histogram[index] = 0 }
        return copy
    }

    /// Narrows the search by one digit.
    package mutating func endPass() {
        precondition(!isDone, "every pass has ended")
        if pass == 0 { begin() }
        var next: [Int32] = Array(repeating: -1, count: histogram.count)
        var found: Int32 = 0
        for index in searches.indices {
            var digit = searches[index].group * Self.digits
            while searches[index].remaining >= histogram[digit] {
                searches[index].remaining -= histogram[digit]
                digit += 1
            }
            if next[digit] < 0 {
                next[digit] = found
                found += 1
            }
            searches[index].key |= UInt32(digit % Self.digits) << Self.shifts[pass]
            searches[index].group = Int(next[digit])
        }
        groups.append(next)
        pass += 1
        isDone = pass == Self.shifts.count || searches.isEmpty
        histogram = Array(repeating: 0, count: Int(found) * Self.digits)
        if !isDone { count = 0 }
    }

    /// The quantiles, one for each fraction; NaN where no cell is valid.
    package var values: [Double] {
        precondition(isDone, "passes are left")
        guard !searches.isEmpty else { return fractions.map { _ in .nan } }
        return fractions.indices.map { index in
            let below = Double(Self.value(of: searches[2 * index].key))
            let above = Double(Self.value(of: searches[2 * index + 1].key))
            let position = Double(count - 1) * fractions[index]
            let weight = position - Double(Int(position))
            // Infinities are not to meet in a difference that does not count.
            guard weight > 0 && below != above else { return below }
            return weight < 0.5 ? below + (above - below) * weight : above - (above - below) * (1 - weight)
        }
    }

    private mutating func begin() {
        guard count > 0 else { return }
        searches = fractions.flatMap { fraction in
            let position = Double(count - 1) * fraction
            let below = Int(position)
            return [Search(remaining: below), Search(remaining: min(below + 1, count - 1))]
        }
    }

    private mutating func addFirst(_ cells: Cells) {
        var valid = 0
        unsafe histogram.withUnsafeMutableBufferPointer { histogram in
            for index in 0..<cells.count {
                let value = unsafe cells.base[index]
                guard value == value else { continue }
                valid &+= 1
                unsafe histogram[Int(Self.key(of: value) &>> 21)] &+= 1
            }
        }
        count += valid
    }

    private mutating func addSecond(_ cells: Cells) {
        var valid = 0
        let first = groups[0]
        unsafe histogram.withUnsafeMutableBufferPointer { histogram in
            for index in 0..<cells.count {
                let value = unsafe cells.base[index]
                guard value == value else { continue }
                valid &+= 1
                let key = Self.key(of: value)
                let group = Int(first[Int(key &>> 21)])
                guard group >= 0 else { continue }
                unsafe histogram[group &* Self.digits &+ Int(key &>> 10 & 2047)] &+= 1
            }
        }
        count += valid
    }

    private mutating func addThird(_ cells: Cells) {
        var valid = 0
        let (first, second) = (groups[0], groups[1])
        unsafe histogram.withUnsafeMutableBufferPointer { histogram in
            for index in 0..<cells.count {
                let value = unsafe cells.base[index]
                guard value == value else { continue }
                valid &+= 1
                let key = Self.key(of: value)
                let parent = Int(first[Int(key &>> 21)])
                guard parent >= 0 else { continue }
                let group = Int(second[parent &* Self.digits &+ Int(key &>> 10 & 2047)])
                guard group >= 0 else { continue }
                unsafe histogram[group &* Self.digits &+ Int(key & 1023)] &+= 1
            }
        }
        count += valid
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
