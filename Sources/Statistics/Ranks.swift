/// Ranks from 1, of equal values the mean of theirs.
enum Ranks {
    /// Of finite numbers, in place of them; sorted by their bits in four passes (Knuth 1998, 5.2.5), which keeps memory
    /// and time in proportion to the count.
    static func of(_ values: [Float]) -> [Double] {
        let count = values.count
        var keys = values.map { value -> UInt32 in
            // Zero has two signs and one rank.
            let bits = (value == 0 ? 0 : value).bitPattern
            return bits ^ (UInt32(bitPattern: Int32(bitPattern: bits) >> 31) | 0x8000_0000)
        }
        var order = (0..<count).map { Int32(truncatingIfNeeded: $0) }
        var nextKeys = keys
        var nextOrder = order
        for shift in stride(from: UInt32(0), to: 32, by: 8) {
            var starts = [Int](repeating: 0, count: 257)
            for key in keys { starts[Int(key >> shift & 255) + 1] += 1 }
            for digit in 1...256 { starts[digit] += starts[digit - 1] }
            for index in 0..<count {
                let digit = Int(keys[index] >> shift & 255)
                nextKeys[starts[digit]] = keys[index]
                nextOrder[starts[digit]] = order[index]
                starts[digit] += 1
            }
            swap(&keys, &nextKeys)
            swap(&order, &nextOrder)
        }
        var ranks = [Double](repeating: 0, count: count)
        var start = 0
        while start < count {
            var end = start + 1
            while end < count, keys[end] == keys[start] { end += 1 }
            let rank = 0.5 * Double(start + 1 + end)
            for place in start..<end { ranks[Int(order[place])] = rank }
            start = end
        }
        return ranks
    }
}
