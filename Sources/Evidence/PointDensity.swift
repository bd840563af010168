package import Operations
import Survey

/// How many points there are around each cell.
package struct PointDensity: Procedure {
    package static let declaration = Operation(
        name: "point-density", summary: "Gives how many points lie around each cell, per square kilometre.",
        family: .distance, inputs: [.init("in", .vector, "points, such as showings; corners of lines are points too")],
        parameters: [DensitySurface.radius, GroundScale.parameter], memory: .features,
        formula: """
            Points within the radius of the cell's centre / (π radius²), in 1/km². The circle is not cut at the grid's edge: \
            points beyond it count where they were given.
            """,
        source: "The simple density of Silverman (1986), Density Estimation, section 4.2, with a uniform kernel.")

    private let settings: Settings
    private let radius: Double

    package init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        radius = Double(try settings.cell("radius"))
    }

    package func run(at bench: any Workbench) throws {
        let grid = try bench.grid()
        let cell = try MetricCells(of: grid, settings, at: bench)
        let points = try bench.features("in").flatMap(\.geometry.points)
        guard !points.isEmpty else {
            throw settings.error(.unfitInput, "in", "there is no point", "give a layer that has one")
        }
        let surface = DensitySurface(
            on: grid, radius: radius, metresPerUnit: cell.metresPerUnit, sumUnitMetres: nil)
        let sink = try bench.raster("out", on: grid, unit: "1/km2")
        try surface.write(points.map { ($0, $0) }, into: sink, at: bench)
    }
}
