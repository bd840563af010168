package import Survey

/// A QGIS project (`.qgs`) that opens a run's layers styled, with paths relative to it.
package enum QGISProject {
    /// The file's text; layers stand from the top of the list down. The grid's CRS is a code
    /// such as `EPSG:32641`, or WKT.
    package static func text(title: String, layers: [QGISLayer], grid: AnalysisGrid) -> String {
        let crs = MarkupText.escape(grid.crs)
        let tree = layers.enumerated().map { index, layer in
            """
                <layer-tree-layer id="\(id(index))" name="\(MarkupText.escape(layer.title))" \
            source="./\(MarkupText.escape(layer.source))" providerKey="\(provider(layer))" \
            checked="\(layer.isVisible ? "Qt::Checked" : "Qt::Unchecked")" expanded="0"/>
            """
        }
        let order = layers.indices.map { "    <layer id=\"\(id($0))\"/>" }
        return """
            <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
            <qgis projectname="\(MarkupText.escape(title))" version="3.22.0">
              <title>\(MarkupText.escape(title))</title>
              <projectCrs>\(system(crs))</projectCrs>
              <layer-tree-group>
            \(tree.joined(separator: "\n"))
              </layer-tree-group>
              <mapcanvas name="theMapCanvas" annotationsVisible="1">
                <units>\(grid.bounds.isInDegrees ? "degrees" : "meters")</units>
                <extent>
                  <xmin>\(grid.west)</xmin><ymin>\(grid.south)</ymin><xmax>\(grid.east)</xmax><ymax>\(grid.north)</ymax>
                </extent>
                <rotation>0</rotation>
                <destinationsrs>\(system(crs))</destinationsrs>
              </mapcanvas>
              <projectlayers>
            \(layers.enumerated().map { mapLayer($1, id: id($0), crs: crs) }.joined(separator: "\n"))
              </projectlayers>
              <layerorder>
            \(order.joined(separator: "\n"))
              </layerorder>
              <properties>
                <Paths><Absolute type="bool">false</Absolute></Paths>
                <SpatialRefSys><ProjectionsEnabled type="int">1</ProjectionsEnabled></SpatialRefSys>
              </properties>
            </qgis>

            """
    }

    private static func id(_ index: Int) -> String { "gossan_layer_\(index + 1)" }

    private static func provider(_ layer: QGISLayer) -> String {
        if case .raster = layer.style { "gdal" } else { "ogr" }
    }

    /// QGIS looks at the code only where there is an internal number, whatever it is; else at the text.
    private static func system(_ crs: String) -> String {
        let isText = crs.contains("[")
        return isText
            ? "<spatialrefsys><wkt>\(crs)</wkt></spatialrefsys>"
            : "<spatialrefsys><srsid>1</srsid><authid>\(crs)</authid></spatialrefsys>"
    }

    private static func mapLayer(_ layer: QGISLayer, id: String, crs: String) -> String {
        let isRaster = provider(layer) == "gdal"
        let geometry: String
        switch layer.style {
        case .raster: geometry = ""
        case .outlines: geometry = " geometry=\"Polygon\""
        case .points: geometry = " geometry=\"Point\""
        }
        let style: String
        switch layer.style {
        case .raster(let scale): style = QGISStyle.pipe(scale)
        case .outlines(let colour, let label): style = QGISVectorStyle.outlines(colour, label: label)
        case .points(let colour, let label): style = QGISVectorStyle.points(colour, label: label)
        }
        return """
                <maplayer type="\(isRaster ? "raster" : "vector")"\(geometry)>
                  <id>\(id)</id>
                  <datasource>./\(MarkupText.escape(layer.source))</datasource>
                  <layername>\(MarkupText.escape(layer.title))</layername>
                  <srs>\(system(crs))</srs>
                  <provider\(isRaster ? "" : " encoding=\"UTF-8\"")>\(provider(layer))</provider>
            \(style)
                </maplayer>
            """
    }
}

extension Bounds {
    /// Whether they can be longitudes and latitudes; projected grids do not lie within 360 units of their origin.
    fileprivate var isInDegrees: Bool {
        [west, east].allSatisfy { $0.magnitude <= 360 } && [south, north].allSatisfy { $0.magnitude <= 90 }
    }
}
