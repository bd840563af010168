import KernelTypes

/// Memory of rasters that is used again in the next round of a benchmark.
final class CellPool {
    private var free: [Int: [Cells]] = [:]
    private var taken: [Cells] = []

    /// Cells with whatever an earlier round left in them.
    func take(_ count: Int) -> Cells {
        let cells = free[count]?.popLast() ?? Cells(count: count)
        taken.append(cells)
        return cells
    }

    /// All that was taken may be taken again: what the last round made is no longer read.
    func recycle() {
        for cells in taken { free[cells.count, default: []].append(cells) }
        taken = []
    }

    /// What was taken so far stays with who has it.
    func release() { taken = [] }
}
