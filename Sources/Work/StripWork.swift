import KernelTypes
import Operations
import Raster
import Survey
import Synchronization

/// Runs strip transforms over layers of any size: some rows at a time, on several threads.
enum StripWork {
    /// Rows of a strip, so that all inputs' and the output's rows of one strip stay near the processor.
    static func height(of grid: AnalysisGrid, layers: Int, halo: Int) -> Int {
        let cellsInCache = 1 << 18
        return max(1, max(halo, cellsInCache / max(1, grid.columns * (layers + 1))))
    }

    /// Learns, then writes the output strip by strip. The result does not depend on the number of threads.
    static func run(
        _ transform: inout any StripTransform, layers: [LayerFile], writer: LayerWriter, threads: Int
    ) throws {
        let height = height(of: writer.grid, layers: layers.count, halo: transform.halo)
        try transform.learn { input, visit in
            for band in layers[input].grid.bands(ofAtMost: height) { visit(try layers[input].strip(band)) }
        }
        let learned = transform
        let rows = writer.grid.rows
        try inParallel(writer.grid.bands(ofAtMost: height), threads: threads) { band in
            let reach = max(0, band.lowerBound - learned.halo)..<min(rows, band.upperBound + learned.halo)
            let inputs = try layers.map { try $0.strip(reach) }
            let output = Strip(columns: writer.grid.columns, rows: band, rasterRows: rows)
            learned.apply(to: inputs, into: output)
            try writer.write(output)
        }
    }

    /// Does all items on some threads; the first error ends the work and is thrown.
    static func inParallel<Item: Sendable>(
        _ items: [Item], threads: Int, _ body: @Sendable (Item) throws -> Void
    ) throws {
        let next = Atomic<Int>(0)
        let failure = Mutex<(any Error)?>(nil)
        Crew.run(threads: min(threads, max(1, items.count))) {
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < items.count, failure.withLock({ $0 == nil }) else { return }
                do {
                    try body(items[index])
                } catch {
                    failure.withLock { $0 = $0 ?? error }
                }
            }
        }
        if let error = failure.withLock({ $0 }) { throw error }
    }
}
