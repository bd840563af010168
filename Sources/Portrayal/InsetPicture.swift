package import KernelTypes
package import Survey

/// A small map of one raster around one target: its outline, its neighbours', known occurrences, a scale bar.
package struct InsetPicture: Sendable {
    /// The raster's own grid.
    private let grid: AnalysisGrid
    private let unit: MapUnit
    private let raster: Strip
    private let scale: ColourScale

    /// `raster` covers the grid's bounds with any number of columns and rows.
    package init(grid: AnalysisGrid, unit: MapUnit, raster: Strip, scale: ColourScale) {
        precondition(raster.rows.count == raster.rasterRows, "an inset is cut from a whole raster")
        self.grid = grid
        self.unit = unit
        self.raster = raster
        self.scale = scale
    }

    /// The part of the map that an inset of a target shows: a square three times as long as it, within the grid.
    package static func bounds(around target: Target, on grid: AnalysisGrid) -> Bounds {
        let middle = Point(
            x: (target.bounds.west + target.bounds.east) / 2, y: (target.bounds.south + target.bounds.north) / 2)
        let longest = max(target.bounds.width, target.bounds.height)
        let half = max(1.5 * longest, 6 * max(grid.cellWidth, grid.cellHeight))
        return Bounds(west: middle.x - half, south: middle.y - half, east: middle.x + half, north: middle.y + half)
    }

    /// A square of pixels; what lies beyond the raster is hatched.
    package func draw(
        _ target: Target, among others: [Target] = [], occurrences: [Occurrence] = [], side: Int = 180
    ) -> PixelImage {
        precondition((40...2000).contains(side), "an inset has 40 to 2000 pixels a side")
        var canvas = Canvas(width: side, height: side)
        let bounds = Self.bounds(around: target, on: grid)
        drawCells(of: bounds, on: &canvas)
        func place(_ point: Point) -> PixelPoint {
            PixelPoint(
                (point.x - bounds.west) / bounds.width * Double(side),
                (bounds.north - point.y) / bounds.height * Double(side))
        }
        for other in others where other.id != target.id && other.bounds.intersects(bounds) {
            let rings = other.outline.joined().map { $0.map(place) }
            canvas.stroke(rings, width: 1, .paper, opacity: 0.9)
        }
        let rings = target.outline.joined().map { $0.map(place) }
        canvas.stroke(rings, width: 3.4, .paper, opacity: 0.85)
        canvas.stroke(rings, width: 1.6, .ink)
        for occurrence in occurrences where bounds.contains(occurrence.location) {
            MapPicture.markOccurrence(at: place(occurrence.location), on: &canvas, within: canvas.bounds)
        }
        drawScaleBar(on: &canvas, bounds, side)
        canvas.frame(canvas.bounds, width: 1, .ink)
        return canvas.image
    }

    private func drawCells(of bounds: Bounds, on canvas: inout Canvas) {
        let side = Double(canvas.bounds.width)
        for y in canvas.bounds.y {
            let north = bounds.north - (Double(y) + 0.5) / side * bounds.height
            let row = ((grid.north - north) / grid.bounds.height * Double(raster.rasterRows)).rounded(.down)
            for x in canvas.bounds.x {
                let east = bounds.west + (Double(x) + 0.5) / side * bounds.width
                let column = ((east - grid.west) / grid.bounds.width * Double(raster.columns)).rounded(.down)
                guard row >= 0, column >= 0, row < Double(raster.rasterRows), column < Double(raster.columns) else {
                    canvas.hatch(x, y)
                    continue
                }
                let value = Double(raster[Int(column), Int(row)])
                if value.isFinite { canvas.set(x, y, scale.colour(of: value)) } else { canvas.hatch(x, y) }
            }
        }
    }

    private func drawScaleBar(on canvas: inout Canvas, _ bounds: Bounds, _ side: Int) {
        let metres = bounds.width / Double(side) * unit.metresAcross(atY: (bounds.north + bounds.south) / 2)
        guard metres.isFinite, metres > 0, let length = Ticks.round(below: Double(side) * 0.4 * metres) else { return }
        let pixels = Int((length / metres).rounded())
        let box = PixelBox(x: 8..<8 + pixels, y: side - 12..<side - 8)
        canvas.fill(box.inset(by: -1), .paper)
        canvas.fill(box, .ink)
        let text =
            length >= 1000
            ? FigureText.significant(length / 1000, digits: 2) + " km"
            : FigureText.significant(length, digits: 2) + " m"
        canvas.write(text, .onMap, x: 8, baseline: side - 17)
    }
}

extension Bounds {
    fileprivate func intersects(_ other: Bounds) -> Bool {
        west < other.east && other.west < east && south < other.north && other.south < north
    }
}
