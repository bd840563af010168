/// How vectors are drawn in QGIS: as parts of a project, and as the text that a GeoPackage keeps in `layer_styles`.
package enum QGISVectorStyle {
    /// A style file's text (`.qml`) for outlines.
    package static func outlinesFile(_ colour: Colour, label: String?) -> String {
        file(outlines(colour, label: label))
    }

    /// A style file's text (`.qml`) for points.
    package static func pointsFile(_ colour: Colour, label: String?) -> String { file(points(colour, label: label)) }

    private static func file(_ style: String) -> String {
        """
        <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
        <qgis version="3.22.0" styleCategories="Symbology|Labeling" labelsEnabled="1">
        \(style)
        </qgis>

        """
    }

    static func outlines(_ colour: Colour, label: String?) -> String {
        renderer(
            symbol: "fill", layer: "SimpleFill",
            [
                ("color", rgba(colour, 0)), ("style", "no"), ("outline_color", rgba(colour, 255)),
                ("outline_style", "solid"), ("outline_width", "0.5"), ("outline_width_unit", "MM"),
            ]) + labels(label)
    }

    static func points(_ colour: Colour, label: String?) -> String {
        renderer(
            symbol: "marker", layer: "SimpleMarker",
            [
                ("name", "circle"), ("color", rgba(colour, 255)), ("outline_color", rgba(.paper, 255)),
                ("outline_width", "0.4"), ("outline_width_unit", "MM"), ("size", "2.6"), ("size_unit", "MM"),
            ]) + labels(label)
    }

    private static func rgba(_ colour: Colour, _ opacity: Int) -> String {
        "\(colour.red),\(colour.green),\(colour.blue),\(opacity)"
    }

    private static func renderer(symbol: String, layer: String, _ options: [(String, String)]) -> String {
        let items = options.map { "            <Option name=\"\($0.0)\" type=\"QString\" value=\"\($0.1)\"/>" }
        // QGIS before 3.18 reads `prop`, later ones `Option`.
        let old = options.map { "          <prop k=\"\($0.0)\" v=\"\($0.1)\"/>" }
        return """
                  <renderer-v2 type="singleSymbol" symbollevels="0" enableorderby="0" forceraster="0">
                    <symbols>
                      <symbol type="\(symbol)" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
                        <layer class="\(layer)" enabled="1" pass="0" locked="0">
                          <Option type="Map">
            \(items.joined(separator: "\n"))
                          </Option>
            \(old.joined(separator: "\n"))
                        </layer>
                      </symbol>
                    </symbols>
                  </renderer-v2>
            """
    }

    private static func labels(_ attribute: String?) -> String {
        guard let attribute else { return "" }
        return """

                  <labeling type="simple">
                    <settings calloutType="simple">
                      <text-style fieldName="\(MarkupText.escape(attribute))" fontSize="9" fontSizeUnit="Point" \
            textColor="32,34,38,255" isExpression="0">
                        <text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" \
            bufferColor="255,255,255,255"/>
                      </text-style>
                      <placement placement="0"/>
                    </settings>
                  </labeling>
            """
    }
}
