package import Survey

/// The document of a KMZ for the field: the map as an overlay, targets as outlines and points, known occurrences.
package struct FieldOverlay: Hashable, Sendable {
    private let title: String
    private let waypoints: FieldWaypoints
    /// Outlines in WGS84, each with the target's short name.
    private let outlines: [(name: String, polygons: [Target.Polygon])]
    /// The overlay's corners in longitude and latitude: south-west, south-east, north-east, north-west.
    private let corners: [Point]

    package static func == (a: FieldOverlay, b: FieldOverlay) -> Bool { a.kml == b.kml }
    package func hash(into hasher: inout Hasher) { hasher.combine(kml) }

    /// `corners` are those of the map's frame, as it lies on the ground: a projected map is no rectangle of degrees.
    package init(
        title: String, waypoints: FieldWaypoints, outlines: [(name: String, polygons: [Target.Polygon])],
        corners: [Point]
    ) {
        precondition(corners.isEmpty || corners.count == 4, "an overlay has four corners")
        self.title = title
        self.waypoints = waypoints
        self.outlines = outlines
        self.corners = corners
    }

    /// The text of `doc.kml` (OGC 12-007r2, with the `gx:LatLonQuad` of Google's extension); the map is
    /// `files/overlay.png` beside it.
    package var kml: String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">
        <Document>
          <name>\(MarkupText.escape(title))</name>
          <Style id="target"><LineStyle><color>ff26221f</color><width>2</width></LineStyle>\
        <PolyStyle><fill>0</fill></PolyStyle></Style>
        \(overlay)\(folder("Targets", outlines.map(placemark)))\(folder("Waypoints", waypoints.waypoints.map(placemark)))\
        </Document>
        </kml>

        """
    }

    /// The bytes of the KMZ, with the map's picture as a PNG file's bytes; none where there are no corners.
    package func kmz(map: [UInt8]) -> [UInt8] {
        let document = (name: "doc.kml", content: Array(kml.utf8))
        return ZipFile.bytes(of: corners.isEmpty ? [document] : [document, ("files/overlay.png", map)])
    }

    private var overlay: String {
        guard !corners.isEmpty else { return "" }
        return """
              <GroundOverlay>
                <name>Prospectivity</name>
                <color>c0ffffff</color>
                <Icon><href>files/overlay.png</href></Icon>
                <gx:LatLonQuad><coordinates>\(Self.coordinates(corners))</coordinates></gx:LatLonQuad>
              </GroundOverlay>

            """
    }

    private func folder(_ name: String, _ placemarks: [String]) -> String {
        guard !placemarks.isEmpty else { return "" }
        return "  <Folder><name>\(name)</name>\n" + placemarks.joined(separator: "\n") + "\n  </Folder>\n"
    }

    private func placemark(_ outline: (name: String, polygons: [Target.Polygon])) -> String {
        let polygons = outline.polygons.map { rings in
            let marked = rings.enumerated().map { index, ring in
                let side = index == 0 ? "outerBoundaryIs" : "innerBoundaryIs"
                return
                    "<\(side)><LinearRing><coordinates>\(Self.coordinates(ring))</coordinates></LinearRing></\(side)>"
            }
            return "<Polygon>" + marked.joined() + "</Polygon>"
        }
        return """
                <Placemark><name>\(MarkupText.escape(outline.name))</name><styleUrl>#target</styleUrl>\
            <MultiGeometry>\(polygons.joined())</MultiGeometry></Placemark>
            """
    }

    private func placemark(_ waypoint: FieldWaypoints.Waypoint) -> String {
        """
            <Placemark><name>\(MarkupText.escape(waypoint.name))</name>\
        <description>\(MarkupText.escape(waypoint.description))</description>\
        <Point><coordinates>\(Self.coordinates([waypoint.place]))</coordinates></Point></Placemark>
        """
    }

    private static func coordinates(_ points: [Point]) -> String {
        points.map { FieldWaypoints.degrees($0.x) + "," + FieldWaypoints.degrees($0.y) }.joined(separator: " ")
    }
}
