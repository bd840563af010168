import KernelTypes
package import Survey
import Synchronization

/// Brings rasters to the analysis grid.
package enum Alignment {
    /// Rows that are made at once: a constant, so that no setting changes a result.
    static let bandRows = 128

    /// Gives the way of coordinates from a source's CRS to the grid's.
    package typealias RouteChoice = (_ crs: String, _ grid: AnalysisGrid) throws(RasterError) -> CoordinateRoute

    /// Writes every row of `writer` from the sources; later ones lie over earlier ones where they have data.
    ///
    /// A source with the grid's CRS and cells is copied, whatever the resampling, and so is one whose rows run from south
    /// to north. Another is cleaned (as `Dataset.read` says) and warped with exact coordinates, along the one way that
    /// `route` gives; without it GDAL chooses for each place, and nothing is told of it. `scratch` is a folder for cleaned cells beyond half of `memory` bytes.
    /// The result does not depend on `memory` or `threads`. `writer.finish()` is the caller's. An error where a source
    /// has no CRS and none is assumed, or no geotransform, or where none of them lies on the grid.
    package static func align(
        sources: [AlignmentSource], to grid: AnalysisGrid, resampling: Resampling, into writer: LayerWriter,
        scratch: String, memory: Int = 256 << 20, threads: Int = 1, route: RouteChoice? = nil
    ) throws(RasterError) -> AlignmentReport {
        precondition(writer.grid.columns == grid.columns && writer.grid.rows == grid.rows, "a writer of the same grid")
        var report = AlignmentReport()
        var plans: [Plan] = []
        let share = memory / 2 / max(sources.count, 1)
        for source in sources {
            let plan = try Plan(
                source, grid, resampling, scratch: scratch, share: share, route: route, report: &report)
            if let plan { plans.append(plan) }
        }
        guard !plans.isEmpty else {
            throw RasterError(
                .noOverlap, operation: "align \(sources.map(\.label).joined(separator: ", "))",
                messages: ["nothing of it lies on the grid (\(describe(grid)))"],
                remedy: "Check the file's CRS and place, or the campaign's grid")
        }

        let bands = grid.bands(ofAtMost: bandRows)
        let result = Mutex((counts: CellCounts(), covered: 0))
        let ready = plans
        let workers = min(threads, bands.count)
        try Parallel.forEach(bands.count, threads: workers) { () throws(RasterError) in
            OverlayShelf(ready, grid, resampling, threads: workers)
        } _: { (shelf: OverlayShelf, band: Int) throws(RasterError) in
            let strip = Strip(columns: grid.columns, rows: bands[band], rasterRows: grid.rows)
            strip.clear()
            let counts = try shelf.lay(over: strip)
            try writer.write(strip)
            var covered = 0
            for index in 0..<strip.cells.count where unsafe !strip.cells.base[index].isNaN { covered += 1 }
            result.withLock {
                $0.counts += counts
                $0.covered += covered
            }
        }
        let total = result.withLock { $0 }
        report.counts += total.counts
        report.covered = total.covered
        report.notes += notes(on: report.counts)
        return report
    }

    private static func describe(_ grid: AnalysisGrid) -> String {
        "\(grid.crs.prefix(40)), x \(grid.west)...\(grid.east), y \(grid.south)...\(grid.north)"
    }

    private static func notes(on counts: CellCounts) -> [String] {
        var notes: [String] = []
        if counts.infinite > 0 { notes.append("\(counts.infinite) infinite cells became no data") }
        if counts.dummies > 0 {
            notes.append("\(counts.dummies) cells with a dummy value (|z| ≥ 1.7e38 or z ≤ -1e31) became no data")
        }
        if counts.masked > 0 { notes.append("\(counts.masked) cells are hidden by the file's mask") }
        return notes
    }
}
