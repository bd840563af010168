/// A QGIS layer style (`.qml`) for a raster of one band; QGIS takes `name.qml` by itself where `name.tif` lies beside it.
package enum QGISStyle {
    private static let stops = 33

    /// The file's text: the scale's colours, drawn out evenly between its stops; no data stays transparent.
    package static func continuous(_ scale: ColourScale) -> String {
        """
        <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
        <qgis version="3.22.0" styleCategories="Symbology">
        \(pipe(scale))
          <blendMode>0</blendMode>
        </qgis>

        """
    }

    /// The renderer alone, as it stands in a style and in a project.
    static func pipe(_ scale: ColourScale) -> String {
        let (low, high) = ("\(scale.low)", "\(scale.high)")
        let count = scale.high > scale.low ? stops : 1
        let items = (0..<count).map { stop in
            let share = count > 1 ? Double(stop) / Double(count - 1) : 0.5
            // The last stop is the maximum itself: low + 1 * (high - low) may round to the number beside it.
            let value = stop == count - 1 ? scale.high : scale.value(at: share)
            let colour = scale.ramp.colour(at: count > 1 ? scale.share(of: value) : share).hex
            return """
                        <item value="\(value)" label="\(FigureText.significant(value))" color="\(colour)" alpha="255"/>
                """
        }
        return """
              <pipe>
                <rasterrenderer type="singlebandpseudocolor" band="1" opacity="1" alphaBand="-1" \
            classificationMin="\(low)" classificationMax="\(high)">
                  <rasterTransparency/>
                  <minMaxOrigin>
                    <limits>None</limits>
                    <extent>WholeRaster</extent>
                    <statAccuracy>Exact</statAccuracy>
                  </minMaxOrigin>
                  <rastershader>
                    <colorrampshader colorRampType="INTERPOLATED" classificationMode="1" clip="0" \
            minimumValue="\(low)" maximumValue="\(high)" labelPrecision="4">
            \(items.joined(separator: "\n"))
                    </colorrampshader>
                  </rastershader>
                </rasterrenderer>
                <brightnesscontrast brightness="0" contrast="0" gamma="1"/>
              </pipe>
            """
    }
}
