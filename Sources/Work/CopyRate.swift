import KernelTypes

/// How fast memory is copied, for a rate to be held against.
struct CopyRate {
    private let threads: Int
    private let clock: () -> Double
    private let source: Cells
    private let target: Cells
    /// 64 MiB each: far beyond any cache.
    private static let count = 1 << 24

    init(threads: Int, clock: @escaping () -> Double) {
        self.threads = threads
        self.clock = clock
        source = Cells(count: Self.count)
        target = Cells(count: Self.count)
        for cells in [source, target] { cells.base.update(repeating: 1, count: cells.count) }
    }

    /// Gigabytes a second that are read and written by `memcpy`, the best of three rounds.
    func measured() throws -> Double {
        let share = (Self.count + threads - 1) / threads
        let (source, target) = (source, target)
        var best = 0.0
        for _ in 0..<3 {
            let start = clock()
            try StripWork.inParallel(Array(0..<threads), threads: threads) { part in
                let range = min(Self.count, part * share)..<min(Self.count, (part + 1) * share)
                (target.base + range.lowerBound).update(from: source.base + range.lowerBound, count: range.count)
            }
            best = max(best, Double(Self.count) * 8 / (clock() - start) / 1e9)
        }
        return best
    }
}
