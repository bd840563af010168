import Survey

/// Where a map lies on its sheet and on a printed page, and the text from which GDAL makes a geospatial PDF of it.
package struct MapSheetPlan: Hashable, Sendable {
    /// Of the sheet, in pixels.
    package let width: Int
    package let height: Int
    /// The map's own rectangle on the sheet, in pixels from the top left.
    package let left: Int
    package let top: Int
    package let right: Int
    package let bottom: Int
    private let grid: AnalysisGrid

    /// A3, in points, the long side across.
    private static let page = (width: 1190.551, height: 841.89)
    private static let margin = 22.0

    init(_ sheet: MapSheet) {
        width = sheet.width
        height = sheet.height
        left = sheet.frame.x.lowerBound
        right = sheet.frame.x.upperBound
        top = sheet.frame.y.lowerBound
        bottom = sheet.frame.y.upperBound
        grid = sheet.grid
    }

    /// The composition file (GDAL's PDF driver, `COMPOSITION_FILE`) of an A3 page with the sheet's picture, the map's
    /// rectangle being georeferenced; `picture` is the path of the sheet as PNG. The page stands upright where the sheet
    /// does.
    package func composition(title: String, picture: String) -> String {
        let isUpright = height > width
        let (across, along) = isUpright ? (Self.page.height, Self.page.width) : (Self.page.width, Self.page.height)
        let scale = min((across - 2 * Self.margin) / Double(width), (along - 2 * Self.margin) / Double(height))
        let x0 = (across - scale * Double(width)) / 2
        let y0 = (along - scale * Double(height)) / 2
        func x(_ pixel: Int) -> Double { x0 + scale * Double(pixel) }
        // A PDF counts from the bottom.
        func y(_ pixel: Int) -> Double { y0 + scale * Double(height - pixel) }
        let corners = [
            (x(left), y(bottom), grid.west, grid.south), (x(right), y(bottom), grid.east, grid.south),
            (x(right), y(top), grid.east, grid.north), (x(left), y(top), grid.west, grid.north),
        ]
        let points = corners.map {
            "        <ControlPoint x=\"\($0.0)\" y=\"\($0.1)\" GeoX=\"\($0.2)\" GeoY=\"\($0.3)\"/>"
        }
        return """
            <PDFComposition>
              <Metadata><Title>\(MarkupText.escape(title))</Title><Creator>Gossan</Creator></Metadata>
              <LayerTree displayOnlyOnVisiblePages="true">
                <Layer id="map" name="Map"/>
              </LayerTree>
              <Page id="page">
                <DPI>72</DPI>
                <Width>\(across)</Width>
                <Height>\(along)</Height>
                <Georeferencing id="ground">
                    <SRS dataAxisToSRSAxisMapping="1,2">\(MarkupText.escape(grid.crs))</SRS>
                    <BoundingPolygon>POLYGON((\(corners.map { "\($0.0) \($0.1)" }.joined(separator: ",")),\
            \(corners[0].0) \(corners[0].1)))</BoundingPolygon>
            \(points.joined(separator: "\n"))
                </Georeferencing>
                <Content>
                  <IfLayerOn layerId="map">
                    <Raster dataset="\(MarkupText.escape(picture))" x1="\(x(0))" y1="\(y(height))" x2="\(x(width))" \
            y2="\(y(0))">
                      <Compression method="DEFLATE"/>
                    </Raster>
                  </IfLayerOn>
                </Content>
              </Page>
            </PDFComposition>

            """
    }
}

extension MapPicture {
    /// Where things stand on the sheet that `draw` gives for the same length.
    package func plan(longestSide: Int = 1000) -> MapSheetPlan {
        MapSheetPlan(MapSheet(grid: grid, unit: unit, longestSide: longestSide, legendHeight: legendHeight))
    }
}
