package import Operations
import Survey

/// How much line there is around each cell.
package struct LineDensity: Procedure {
    package static let declaration = Operation(
        name: "line-density",
        summary: "Gives how many kilometres of line lie around each cell, per square kilometre.", family: .distance,
        inputs: [.init("in", .vector, "lines, such as faults; of polygons, their outlines")],
        parameters: [DensitySurface.radius, GroundScale.parameter], memory: .features,
        formula: """
            Σ length of the lines within the radius of the cell's centre / (π radius²), in km/km²; exact, by where each \
            segment cuts the circle. The circle is not cut at the grid's edge: lines beyond it count where they were given.
            """,
        source: "Fracture intensity P21 of Dershowitz and Herda (1992), in a moving circle.")

    private let settings: Settings
    private let radius: Double

    package init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        radius = Double(try settings.cell("radius"))
    }

    package func run(at bench: any Workbench) throws {
        let grid = try bench.grid()
        let cell = try MetricCells(of: grid, settings, at: bench)
        let lines = try bench.features("in").flatMap { Self.lines(of: $0.geometry) }
        // A segment without a length would count as a point.
        let segments = lines.flatMap { zip($0, $0.dropFirst()) }.filter { $0 != $1 }
        guard !segments.isEmpty else {
            throw settings.error(
                .unfitInput, "in", "there is no line", "give lines or polygons; for points, use 'point-density'")
        }
        let surface = DensitySurface(
            on: grid, radius: radius, metresPerUnit: cell.metresPerUnit, sumUnitMetres: 1000)
        let sink = try bench.raster("out", on: grid, unit: "km/km2")
        try surface.write(segments.map { ($0, $1) }, into: sink, at: bench)
    }

    private static func lines(of geometry: Geometry) -> [[Point]] {
        switch geometry {
        case .points: []
        case .lines(let lines): lines
        case .polygons(let polygons): polygons.flatMap { $0 }
        }
    }
}
