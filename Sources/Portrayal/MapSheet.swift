import Survey

/// Where things stand on the map's sheet, and from coordinates to pixels.
struct MapSheet {
    static let margin = 30
    static let legendWidth = 232

    let grid: AnalysisGrid
    let unit: MapUnit
    /// The map itself.
    let frame: PixelBox
    let legend: PixelBox
    let width: Int
    let height: Int

    let titleBaseline = margin + 18
    let subtitleBaseline = margin + 42
    var titleLeft: Int { frame.x.lowerBound - 2 }
    var neatLine: PixelBox { PixelBox(x: 0..<width, y: 0..<height).inset(by: 10) }

    init(grid: AnalysisGrid, unit: MapUnit, longestSide: Int, legendHeight: Int) {
        let across = unit.metresAcross(atY: (grid.north + grid.south) / 2)
        let along = unit.metresAcross(atY: 0)
        let squeeze = across > 0 ? across / along : 1
        let ratio = grid.bounds.width * squeeze / grid.bounds.height
        // A long strip of land still gets a map in which a mark can be seen; its scale bar is for east and west.
        let columns = max(60, Int((Double(longestSide) * min(1, ratio)).rounded()))
        let rows = max(60, Int((Double(longestSide) * min(1, 1 / ratio)).rounded()))
        let left = MapSheet.margin + 26
        let top = subtitleBaseline + 22
        let contentHeight = max(rows, legendHeight)
        self.grid = grid
        self.unit = unit
        self.frame = PixelBox(x: left..<(left + columns), y: top..<(top + rows))
        self.legend = PixelBox(
            x: (left + columns + 28)..<(left + columns + 28 + MapSheet.legendWidth), y: top..<(top + contentHeight))
        self.width = legend.x.upperBound + MapSheet.margin
        self.height = legend.y.upperBound + MapSheet.margin + (contentHeight - rows < 20 ? 12 : 0)
    }

    /// A place of the grid's CRS on the sheet.
    func place(_ point: Point) -> PixelPoint {
        let bounds = grid.bounds
        return PixelPoint(
            Double(frame.x.lowerBound) + (point.x - bounds.west) / bounds.width * Double(frame.width),
            Double(frame.y.lowerBound) + (bounds.north - point.y) / bounds.height * Double(frame.height))
    }

    /// Metres on the ground to a pixel from west to east; NaN where the CRS has none.
    var metresPerPixel: Double {
        grid.bounds.width / Double(frame.width) * unit.metresAcross(atY: (grid.north + grid.south) / 2)
    }
}
