import KernelTypes
import Operations
import Survey
import TestBench

@testable import Targets

/// A small grid with scores, cut into strips of any height.
struct SmallWorld {
    var grid: AnalysisGrid
    var scores: [Float]

    init(columns: Int, scores: [Float], cell: Double = 100) {
        grid = AnalysisGrid(
            crs: "EPSG:32641", west: 300_000, north: 3_200_000, cellWidth: cell, cellHeight: cell, columns: columns,
            rows: scores.count / columns)
        self.scores = scores
    }

    /// A map of `#` for 1 and anything else for 0.
    init(_ picture: String...) {
        self.init(columns: picture[0].count, scores: picture.joined().map { $0 == "#" ? 1 : 0 })
    }

    func scan(_ height: Int) -> ScoreThreshold.Scan {
        let whole = Strip(columns: grid.columns, values: scores)
        return { visit in
            for band in grid.bands(ofAtMost: height) { try visit(whole.part(band)) }
        }
    }

    func targets(
        _ parameters: [String: ParameterValue], height: Int = 3, uncertainty: [Float]? = nil,
        evidence: [(String, [Float])] = [], contributions: [(String, [Float])] = [], known: [Occurrence] = []
    ) throws -> (targets: [Target], threshold: Double) {
        let bench = MemoryBench()
        bench.put(Strip(columns: grid.columns, values: scores), on: grid, as: "score")
        if let uncertainty { bench.put(Strip(columns: grid.columns, values: uncertainty), on: grid, as: "uncertainty") }
        for (name, cells) in evidence {
            bench.put(Strip(columns: grid.columns, values: cells), on: grid, as: "evidence", named: name)
        }
        for (name, cells) in contributions {
            bench.put(Strip(columns: grid.columns, values: cells), on: grid, as: "contributions", named: name)
        }
        if !known.isEmpty { bench.put(occurrences: known, as: "known") }
        let file = try extract(parameters, at: bench, height: height)
        return (file.targets, file.threshold ?? .nan)
    }

    /// What follows when these targets come after a run before.
    func targets(_ parameters: [String: ParameterValue], after previous: TargetsFile?) throws -> TargetsFile {
        let bench = MemoryBench()
        bench.put(Strip(columns: grid.columns, values: scores), on: grid, as: "score")
        if let previous { bench.put(value: previous, as: "previous") }
        return try extract(parameters, at: bench, height: 3)
    }

    func extract(
        _ parameters: [String: ParameterValue], at bench: MemoryBench, height: Int
    ) throws -> TargetsFile {
        let resolved = try TargetExtraction.declaration.resolve(parameters)
        var extraction = try TargetExtraction(Settings(resolved, of: TargetExtraction.declaration))
        extraction.stripRows = height
        try extraction.run(at: bench)
        return try bench.value(given: "targets", as: TargetsFile.self)
    }
}

/// The cells inside polygons, by crossing edges from each cell's centre; odd is inside.
func cells(in polygons: [Target.Polygon], of grid: AnalysisGrid) -> Set<Cell> {
    var inside: Set<Cell> = []
    for row in 0..<grid.rows {
        for column in 0..<grid.columns {
            let centre = grid.centre(column: column, row: row)
            let crossings = polygons.joined().map { ring in
                zip(ring, ring.dropFirst()).count { a, b in
                    a.x > centre.x && min(a.y, b.y) < centre.y && max(a.y, b.y) > centre.y
                }
            }.reduce(0, +)
            if crossings % 2 == 1 { inside.insert(Cell(column: column, row: row)) }
        }
    }
    return inside
}

/// Twice the area of a ring, counter-clockwise positive.
func twiceArea(_ ring: [Point]) -> Double {
    zip(ring, ring.dropFirst()).reduce(0) { $0 + ($1.0.x * $1.1.y - $1.1.x * $1.0.y) }
}
