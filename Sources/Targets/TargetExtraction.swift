import KernelTypes
package import Operations
import Survey
import Synchronization

/// Finds the connected areas at or above a threshold, with memory for a few rows and for the areas found.
///
/// The result depends on the rasters alone, never on how they were cut into strips.
package struct TargetExtraction: Procedure {
    let threshold: ScoreThreshold
    /// `nil` where a target needs no higher core.
    let core: ScoreThreshold?
    let isDiagonal: Bool
    let minimumSquareMetres: Double
    let persistence: Double?
    /// Cells; corners of smaller triangles are taken off the outlines.
    let simplification: Double
    /// Rows read at a time; by the memory at hand where `nil`.
    var stripRows: Int?

    package init(_ settings: Settings) throws(OperationError) {
        threshold = try ScoreThreshold(settings)
        if settings.has("core") {
            core = .value(try settings.number("core"))
        } else {
            core = settings.has("core_quantile") ? .quantile(try settings.number("core_quantile")) : nil
        }
        isDiagonal = try settings.flag("diagonal")
        minimumSquareMetres = try settings.number("minimum_area")
        persistence = settings.has("split") ? try settings.number("split") : nil
        simplification = try settings.number("simplify")
    }

    package func run(at bench: any Workbench) throws {
        let score = try bench.raster("score")
        let ground = Ground(score.grid, metresPerUnit: try bench.metresPerUnit(of: score.grid.crs))
        let layers = try TargetLayers(
            score: score, uncertainty: bench.rasters("uncertainty").first,
            contributions: bench.rasters(bench.has("contributions") ? "contributions" : "evidence"),
            evidence: bench.rasters("evidence"))
        let known = try bench.occurrences("known")
        let bands = score.grid.bands(ofAtMost: stripRows ?? layers.stripRows(within: bench.memoryBytes / 4))
        let scan: ScoreThreshold.Scan = { visit in for band in bands { try visit(score.strip(band)) } }

        let lowest = try threshold.lowestScore(scan, on: score.grid, known: known)
        let highest = try core?.lowestScore(scan, on: score.grid, known: known) ?? lowest
        var areas = try areas(scan, ground, lowest: lowest, core: max(lowest, highest), bench)
        if let persistence {
            let split = SaddleSplit(
                ground: ground, isDiagonal: isDiagonal, persistence: persistence,
                minimumSquareMetres: minimumSquareMetres)
            areas = try areas.flatMap { split.pieces(of: $0, scores: try layers.scores(of: $0)) }
        }
        let ranking = TargetRanking(
            ground: ground, evidence: layers.contributions.map(\.name), means: try layers.means(bands, bench),
            known: known, simplification: Int(2 * simplification * simplification))
        let ranked = ranking.ranked(Array(zip(areas, try layers.figures(of: areas, bands: bands))))
        let identity = try identity(of: ranked.map(\.area), on: score.grid, bench)
        var targets = ranking.targets(of: ranked, identity: identity)
        let places = try bench.project(targets.map(\.centroid), from: score.grid.crs, to: "EPSG:4326")
        for index in targets.indices { targets[index].geographic = places[index] }
        report(targets, lowest, ground, bench)
        try bench.give(
            value: TargetsFile(
                evidence: layers.contributions.map(\.name),
                contributionUnit: bench.has("contributions") ? layers.contributions.first?.unit : nil,
                threshold: lowest.isNaN ? nil : lowest,
                crs: score.grid.crs, targets: targets, known: known, gone: identity?.gone ?? []), to: "targets")
    }

    private func areas(
        _ scan: ScoreThreshold.Scan, _ ground: Ground, lowest: Double, core: Double, _ bench: any Workbench
    ) throws -> [Area] {
        guard !lowest.isNaN else { return [] }
        var areas = ConnectedAreas(
            on: ground, isDiagonal: isDiagonal, threshold: lowest, core: core,
            minimumSquareMetres: minimumSquareMetres)
        try scan { areas.add($0) }
        let found = areas.finish()
        if persistence != nil, let largest = found.map(\.cells).max() {
            // A score, a parent and a place a cell, and the order in which the water falls.
            try bench.require(bytes: 40 * largest, of: Self.declaration, for: "splitting an area of \(largest) cells")
        }
        return found
    }

    private func identity(
        of areas: [Area], on grid: AnalysisGrid, _ bench: any Workbench
    ) throws -> TargetIdentity? {
        guard let previous = try bench.values("previous", as: TargetsFile.self).first else { return nil }
        let old = try previous.targets.map { target in
            let outline = try target.outline.map { polygon in
                try polygon.map { ring in
                    previous.crs == grid.crs ? ring : try bench.project(ring, from: previous.crs, to: grid.crs)
                }
            }
            return (id: target.id, runs: OutlineCells.runs(of: outline, on: grid))
        }
        return TargetIdentity(old: old, new: areas.map(\.runs))
    }

    private func report(_ targets: [Target], _ lowest: Double, _ ground: Ground, _ bench: any Workbench) {
        bench.record("targets", Double(targets.count))
        bench.record("threshold", lowest)
        if lowest.isNaN {
            bench.note("no cell has a score: check that the evidence overlaps the grid")
        } else if targets.isEmpty {
            bench.note("no area reaches the threshold and the minimum area: lower one of them")
        }
        for kind in [Target.Change.Kind.new, .grown, .shrunk, .merged, .split] {
            let count = targets.count { $0.change?.kind == kind }
            if count > 0 { bench.record("targets_\(kind.rawValue)", Double(count)) }
        }
        guard ground.metres == nil else { return }
        for target in targets {
            if target.bounds.north >= 90 || target.bounds.south <= -90 {
                bench.note("\(target.id) reaches a pole: its outline ends at the grid's edge")
            }
            if ground.isClosed && target.bounds.width > 359 {
                bench.note("\(target.id) goes over the line where the grid is cut: its outline is in parts")
            }
        }
    }
}
