package import KernelTypes
package import Survey

/// One raster of the sample, made row by row: a cell's value depends on the seed and its place alone.
package struct SampleRaster: Sendable {
    /// A word for the file's name and the campaign's layer: `dem`, `tmi`, `k`, `th`, `u`, `clay`, `iron`.
    package var name: String { quantity.rawValue }
    package let unit: String
    package let summary: String
    package let grid: AnalysisGrid

    private let quantity: Quantity
    private let world: SampleWorld

    init(_ quantity: Quantity, of world: SampleWorld, on grid: AnalysisGrid) {
        self.quantity = quantity
        self.world = world
        self.grid = grid
        unit = quantity.unit
        summary = quantity.summary
    }

    /// Writes the cells of a strip of the whole grid; NaN where nothing was surveyed. Strips may be cut in any way and
    /// written by any number of tasks at once.
    package func fill(_ strip: Strip) {
        precondition(
            strip.columns == grid.columns && strip.rasterRows == grid.rows, "a strip of the sample's own grid")
        for row in strip.rows { fill(strip, row: row) }
    }

    private func fill(_ strip: Strip, row: Int) {
        let y = grid.centre(column: 0, row: row).y
        let reach = world.surface.reach(of: y)
        let noise = quantity.noise.map { CellNoise(seed: world.seed, stream: $0.stream) }
        let deviation = quantity.noise?.deviation ?? 0
        for column in 0..<grid.columns {
            let x = grid.centre(column: column, row: row).x
            var value = clean(x: x, y: y, within: reach)
            if let noise { value += deviation * noise.normal(column, row) }
            strip[column, row] = Float(quantity.isConcentration ? max(0, value) : value)
        }
    }

    /// The value without the instrument's noise.
    private func clean(x: Double, y: Double, within reach: SurfaceModel.Reach) -> Double {
        switch quantity {
        case .dem:
            return world.terrain.elevation(x: x, y: y)
        case .tmi:
            guard world.isFlown(x: x, y: y) else { return .nan }
            let height = world.terrain.elevation(x: x, y: y) + SampleWorld.terrainClearance
            return world.subsurface.anomaly(x: x, y: y, elevation: height)
        case .k:
            return world.surface.sample(x: x, y: y, within: reach).potassium
        case .th:
            return world.surface.sample(x: x, y: y, within: reach).thorium
        case .u:
            return world.surface.sample(x: x, y: y, within: reach).uranium
        case .clay:
            return world.surface.isClouded(x: x, y: y)
                ? .nan : world.surface.sample(x: x, y: y, within: reach).clay
        case .iron:
            return world.surface.isClouded(x: x, y: y)
                ? .nan : world.surface.sample(x: x, y: y, within: reach).iron
        }
    }
}
