import KernelTypes
import Operations
import Survey

/// The cells of targets on the rasters that rate them.
struct TargetCells {
    private let targets: [Target]

    init(_ targets: [Target], _ bench: any Workbench) throws {
        self.targets = targets
    }

    /// The least value of each target's cells, for each raster of an input; `nil` where no cell has one.
    func least(_ input: String, _ bench: any Workbench) throws -> [(name: String, values: [Double?])] {
        try each(input, bench) { least, value in least.map { min($0, value) } ?? value }
    }

    /// The mean of each target's cells that have a value.
    func means(_ input: String, _ bench: any Workbench) throws -> [(name: String, values: [Double?])] {
        let sums = try each(input, bench) { sum, value in (sum ?? 0) + value }
        let counts = try each(input, bench) { count, _ in (count ?? 0) + 1 }
        return zip(sums, counts).map { sums, counts in
            (sums.name, zip(sums.values, counts.values).map { sum, count in sum.flatMap { s in count.map { s / $0 } } })
        }
    }

    /// The share of each target's cells above 0; cells without a value count as 0.
    func shares(_ input: String, _ bench: any Workbench) throws -> [(name: String, values: [Double?])] {
        let inside = try each(input, bench) { count, value in (count ?? 0) + (value > 0 ? 1 : 0) }
        return inside.map { name, counts in
            (name, zip(counts, targets).map { count, target in (count ?? 0) / Double(max(1, target.cells)) })
        }
    }

    private func each(
        _ input: String, _ bench: any Workbench, _ add: (Double?, Double) -> Double
    ) throws -> [(name: String, values: [Double?])] {
        try bench.rasters(input).map { raster in
            let runs = targets.indices.flatMap { index in
                OutlineCells.runs(of: targets[index].outline, on: raster.grid).map { (run: $0, target: index) }
            }.sorted { ($0.run, $0.target) < ($1.run, $1.target) }
            var found = [Double?](repeating: nil, count: targets.count)
            var next = 0
            for band in raster.grid.bands(ofAtMost: 64) {
                guard next < runs.count, runs[next].run.row < band.upperBound else { continue }
                let strip = try raster.strip(band)
                while next < runs.count && runs[next].run.row < band.upperBound {
                    let (run, target) = runs[next]
                    let row = strip.row(run.row)
                    for column in run.columns where !row[column].isNaN {
                        found[target] = add(found[target], Double(row[column]))
                    }
                    next += 1
                }
            }
            return (raster.name, found)
        }
    }
}
