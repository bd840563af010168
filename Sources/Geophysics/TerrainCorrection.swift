import KernelTypes
import Operations
import Survey
import Synchronization

/// What hills beside a station pull up and what valleys do not pull down.
struct TerrainCorrection: Procedure {
    static let declaration = Operation(
        name: "terrain-correction", summary: "Adds the terrain correction of gravity stations from an elevation model.",
        family: .correction,
        inputs: [
            .init("in", .readings, "gravity stations with positions and heights"),
            .init("dem", .raster, "elevations in metres on a grid in metres, of the same heights as the stations"),
        ],
        parameters: [
            Parameter(
                "height_channel", .text, isOptional: true,
                "channel of heights, m; default: elevation, height or altitude"),
            Parameter("density", .number(from: 500, to: 4000), unit: "kg/m3", default: 2670, "of the rock"),
            Parameter(
                "near", .positive, unit: "m", default: 2000,
                "cells up to this distance are prisms, those beyond lie on their axes"),
            Parameter(
                "far", .number(from: 1, to: 166_735), unit: "m", default: 20000,
                "cells beyond this distance do not count"),
        ],
        outputs: Operation.Output.corrected, memory: .whole,
        formula: """
            Σ over cells of Gρ times the vertical pull of the column between the station's height and the cell's: a \
            right rectangular prism near, the column condensed to its axis far, A (1/d - 1/sqrt(d² + Δh²)). Never \
            negative. The Earth is flat within far; cells without data do not count.
            """,
        source: "Nagy (1966); Nagy, Papp and Benedek (2000); far columns are vertical line masses.")

    private let settings: Settings
    private let density: Double
    private let near: Double
    private let far: Double

    init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        density = try settings.number("density")
        near = try settings.number("near")
        far = try settings.number("far")
    }

    func run(at bench: any Workbench) throws {
        var work = Correction(try bench.reading("in"), settings)
        guard let heights = try work.optionalChannel("height_channel", names: GravityChain.heightNames)?.values else {
            throw work.unfit("height_channel", "the stations have no heights", "set height_channel")
        }
        let dem = try bench.raster("dem")
        guard let metres = try bench.metresPerUnit(of: dem.grid.crs), metres == 1 else {
            throw work.unfit(
                "dem", "the elevation model's grid is not in metres", "warp it to a projected CRS in metres")
        }
        try bench.require(bytes: 4 * dem.grid.cellCount, of: Self.declaration, for: "the elevation model")
        var places = work.readings.positions
        if let crs = work.readings.crs, crs != dem.grid.crs {
            places = try bench.project(places, from: crs, to: dem.grid.crs)
        }
        let strip = try dem.whole()
        let chunk = 16
        let chunks = (work.count + chunk - 1) / chunk
        let found = Mutex([[(correction: Double, coverage: Double)]](repeating: [], count: chunks))
        let stations = zip(places, heights).map { ($0, $1) }
        let grid = dem.grid
        try bench.inParallel(chunks) { index in
            let part = stations[(index * chunk)..<min((index + 1) * chunk, stations.count)]
            let own = part.map { correction(at: $0.0, height: $0.1, strip, grid) }
            found.withLock { $0[index] = own }
        }
        let results = found.withLock { $0.flatMap { $0 } }
        try work.add("terrain_correction", unit: "mGal", results.map(\.correction))
        report(&work, results, places, heights, strip, grid)
        try work.give(to: bench)
    }

    /// The correction in mGal and the part of the disc that the model covers; NaN off the model.
    func correction(
        at place: Point, height: Double, _ strip: Strip, _ grid: AnalysisGrid
    ) -> (correction: Double, coverage: Double) {
        guard height.isFinite, grid.cell(at: place) != nil else { return (.nan, 0) }
        let (width, depth) = (grid.cellWidth, grid.cellHeight)
        func range(_ low: Double, _ high: Double, _ count: Int) -> Range<Int> {
            let first = max(0, Int(low.rounded(.down)))
            return first..<max(first, min(count, Int(high.rounded(.up)) + 1))
        }
        let columns = range((place.x - far - grid.west) / width, (place.x + far - grid.west) / width, grid.columns)
        let rows = range((grid.north - place.y - far) / depth, (grid.north - place.y + far) / depth, grid.rows)
        var sum = 0.0
        var covered = 0
        for row in rows {
            let cells = strip.row(row)
            let y = grid.north - (Double(row) + 0.5) * depth - place.y
            // Row by row, so that the order of summation is that of the grid.
            var part = 0.0
            for column in columns {
                let x = grid.west + (Double(column) + 0.5) * width - place.x
                let squared = x * x + y * y
                guard squared <= far * far else { continue }
                let elevation = Double(cells[column])
                guard elevation.isFinite else { continue }
                covered += 1
                if squared <= near * near {
                    part += Prism.pull(
                        x0: x - width / 2, x1: x + width / 2, y0: y - depth / 2, y1: y + depth / 2,
                        height: elevation - height)
                } else {
                    part += Prism.axisPull(distanceSquared: squared, area: width * depth, height: elevation - height)
                }
            }
            sum += part
        }
        let whole = Double.pi * far * far / (width * depth)
        return (sum * density * 1e5, min(1, Double(covered) / whole))
    }

    private func report(
        _ work: inout Correction, _ results: [(correction: Double, coverage: Double)], _ places: [Point],
        _ heights: [Double], _ strip: Strip, _ grid: AnalysisGrid
    ) {
        let differences = places.indices.map { index -> Double in
            guard let cell = grid.cell(at: places[index]) else { return .nan }
            return heights[index] - Double(strip[cell.column, cell.row])
        }
        let (correction, difference) = (Sample(results.map(\.correction)), Sample(differences))
        work.quality.statements = [
            """
            terrain_correction with \(FigureText.short(density)) kg/m3: prisms to \(FigureText.short(near)) m, \
            columns on their axes to \(FigureText.short(far)) m.
            """,
            """
            Stations differ from the elevation model by \(FigureText.fixed(difference.median, 1)) m (median), \
            \(FigureText.fixed(difference.robustDeviation, 1)) m (robust deviation).
            """,
        ]
        work.quality.add("terrain_maximum", correction.maximum, "mGal")
        work.quality.add("terrain_median", correction.median, "mGal")
        work.quality.add("height_difference_median", difference.median, "m")
        // At the rim half cells count or not: a disc on few cells is covered to some percent only.
        work.quality.remark(on: work.count) { index in
            if results[index].correction.isNaN { return "off the elevation model, or without height" }
            let percent = (results[index].coverage * 20).rounded(.down) * 5
            return percent < 95
                ? "the elevation model covers less than \(FigureText.short(percent + 5)) % of the disc" : nil
        }
        if let plot = QualityRecord.Plot.histogram(
            "Terrain corrections", of: [("correction", results.map(\.correction))], unit: "mGal")
        {
            work.quality.plots.append(plot)
        }
    }
}
