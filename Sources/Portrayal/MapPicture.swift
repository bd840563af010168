package import KernelTypes
package import Survey

/// What a prospectivity map shows; `draw` gives its pixels, the same ones for the same content.
package struct MapPicture: Sendable {
    package var title: String
    /// One line under the title, such as the campaign and the run.
    package var subtitle: String
    /// The area; the rasters cover its bounds with any number of columns and rows, as they were reduced for the map.
    package var grid: AnalysisGrid
    package var unit: MapUnit
    /// Prospectivity; NaN is hatched.
    package var score: Strip
    /// What the legend calls the score.
    package var scoreName: String
    package var scale: ColourScale
    /// Heights in metres for a shaded relief under the colours.
    package var elevation: Strip?
    package var targets: [Target]
    package var occurrences: [Occurrence]
    /// Lines at the foot of the legend, such as the CRS's name and the size of a cell.
    package var notes: [String]

    package init(
        title: String, subtitle: String, grid: AnalysisGrid, unit: MapUnit, score: Strip,
        scoreName: String = "Prospectivity", scale: ColourScale, elevation: Strip? = nil, targets: [Target] = [],
        occurrences: [Occurrence] = [], notes: [String] = []
    ) {
        precondition(score.rows.count == score.rasterRows, "the map shows a whole raster")
        precondition(elevation.map { $0.rows.count == $0.rasterRows } ?? true, "the map shows a whole relief")
        self.title = title
        self.subtitle = subtitle
        self.grid = grid
        self.unit = unit
        self.score = score
        self.scoreName = scoreName
        self.scale = scale
        self.elevation = elevation
        self.targets = targets
        self.occurrences = occurrences
        self.notes = notes
    }

    /// The map's sheet with title, coordinates and legend; `longestSide` is the map's own, in pixels.
    package func draw(longestSide: Int = 1000) -> PixelImage {
        precondition((100...8000).contains(longestSide), "a map has 100 to 8000 pixels a side")
        let sheet = MapSheet(grid: grid, unit: unit, longestSide: longestSide, legendHeight: legendHeight)
        var canvas = Canvas(width: sheet.width, height: sheet.height)
        drawSurface(on: &canvas, sheet)
        drawGraticule(on: &canvas, sheet)
        drawOccurrences(on: &canvas, sheet)
        drawTargets(on: &canvas, sheet)
        canvas.frame(sheet.frame.inset(by: -2), width: 2, .ink)
        canvas.frame(sheet.neatLine, width: 1, .ink)
        drawTitle(on: &canvas, sheet)
        drawLegend(on: &canvas, sheet)
        return canvas.image
    }

    private func drawTitle(on canvas: inout Canvas, _ sheet: MapSheet) {
        let left = Double(sheet.titleLeft)
        let room = Double(sheet.legend.x.upperBound) - left
        let title = StrokeFont.clip(self.title, height: Canvas.Lettering.title.height, width: room)
        canvas.write(title, .title, x: left, baseline: sheet.titleBaseline)
        let subtitle = StrokeFont.clip(self.subtitle, height: Canvas.Lettering.plain.height, width: room)
        canvas.write(subtitle, .plain, x: left, baseline: sheet.subtitleBaseline)
    }
}
