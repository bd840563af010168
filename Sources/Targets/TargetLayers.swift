import KernelTypes
import Operations
import Survey
import Synchronization

/// All rasters that targets are made from.
struct TargetLayers {
    let score: any RasterSource
    let uncertainty: (any RasterSource)?
    /// What each evidence adds to each cell's score.
    let contributions: [any RasterSource]
    let evidence: [any RasterSource]

    private var rasters: Int { 2 + contributions.count }

    /// Rows to read at a time.
    func stripRows(within bytes: Int) -> Int {
        max(1, min(score.grid.rows, bytes / (4 * score.grid.columns * rasters)))
    }

    /// The score of each cell of an area, in order.
    func scores(of area: Area) throws -> [Float] {
        var scores: [Float] = []
        scores.reserveCapacity(area.cells)
        var start = area.runs.startIndex
        while start < area.runs.endIndex {
            let row = area.runs[start].row
            let cells = try score.strip(row..<row + 1).row(row)
            while start < area.runs.endIndex && area.runs[start].row == row {
                for column in area.runs[start].columns { scores.append(cells[column]) }
                start += 1
            }
        }
        return scores
    }

    /// The mean of each contribution over the whole grid, by sums of rows from north to south.
    func means(_ bands: [Range<Int>], _ bench: any Workbench) throws -> [Double?] {
        let found = Mutex<[Double?]>(Array(repeating: nil, count: contributions.count))
        let layers = contributions
        try bench.inParallel(layers.count) { index in
            var sum = 0.0
            var cells = 0
            for band in bands {
                let strip = try layers[index].strip(band)
                for row in band {
                    var rowSum = 0.0
                    strip.row(row).withSpan { span in
                        for column in span.indices where !span[column].isNaN {
                            rowSum += Double(span[column])
                            cells += 1
                        }
                    }
                    sum += rowSum
                }
            }
            let mean = cells > 0 ? sum / Double(cells) : nil
            found.withLock { $0[index] = mean }
        }
        return found.withLock { $0 }
    }

    /// The figures of areas; only strips that hold a cell of one are read.
    func figures(of areas: [Area], bands: [Range<Int>]) throws -> [AreaFigures] {
        var figures = areas.map { _ in AreaFigures(evidence: contributions.count) }
        let runs = areas.indices.flatMap { index in areas[index].runs.map { (run: $0, area: index) } }
            .sorted { $0.run < $1.run }
        var next = runs.startIndex
        for band in bands {
            guard next < runs.endIndex, runs[next].run.row < band.upperBound else { continue }
            let scores = try score.strip(band)
            let deviations = try uncertainty?.strip(band)
            let layers = try contributions.map { try $0.strip(band) }
            while next < runs.endIndex && runs[next].run.row < band.upperBound {
                let (run, area) = runs[next]
                figures[area].add(
                    run, score: scores.row(run.row), uncertainty: deviations?.row(run.row),
                    contributions: layers.map { $0.row(run.row) })
                next += 1
            }
        }
        return figures
    }
}
