import KernelTypes
import Survey

/// The overlays of one thread, made when a strip needs them.
///
/// Only those used last are kept: a layer of ten thousand files needs no more descriptors than one of fifty.
final class OverlayShelf {
    private let plans: [Alignment.Plan]
    private let grid: AnalysisGrid
    private let resampling: Resampling
    private let capacity: Int
    /// The one used last at the end.
    private var kept: [(plan: Int, overlay: any Overlay)] = []

    /// What all threads together may keep: a worker has 256 descriptors, and a file may take two.
    private static let most = 96

    init(_ plans: [Alignment.Plan], _ grid: AnalysisGrid, _ resampling: Resampling, threads: Int) {
        self.plans = plans
        self.grid = grid
        self.resampling = resampling
        capacity = max(1, Self.most / max(1, threads))
    }

    /// Lays every source that has something to say over a blank strip, in their order.
    func lay(over strip: Strip) throws(RasterError) -> CellCounts {
        var counts = CellCounts()
        var isBlank = true
        for (index, plan) in plans.enumerated() where plan.rows.overlaps(strip.rows) {
            try overlay(index).lay(over: strip, isBlank: isBlank, counts: &counts)
            isBlank = false
        }
        return counts
    }

    private func overlay(_ index: Int) throws(RasterError) -> any Overlay {
        if let place = kept.firstIndex(where: { $0.plan == index }) {
            kept.append(kept.remove(at: place))
            return kept[kept.count - 1].overlay
        }
        if kept.count == capacity { kept.removeFirst() }
        let overlay = try plans[index].overlay(grid, resampling)
        kept.append((index, overlay))
        return overlay
    }
}
