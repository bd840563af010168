/// A layer of a QGIS project: a file beside it, and how it is drawn.
package struct QGISLayer: Hashable, Sendable {
    package enum Style: Hashable, Sendable {
        /// Colours over a band.
        case raster(ColourScale)
        /// Outlines without a filling, labelled with an attribute.
        case outlines(Colour, label: String?)
        /// Discs, labelled with an attribute.
        case points(Colour, label: String?)
    }

    package var title: String
    /// Relative to the project, such as `prospectivity.tif` or `targets.gpkg|layername=targets`.
    package var source: String
    package var style: Style
    package var isVisible: Bool

    package init(_ title: String, source: String, style: Style, isVisible: Bool = true) {
        self.title = title
        self.source = source
        self.style = style
        self.isVisible = isVisible
    }
}
