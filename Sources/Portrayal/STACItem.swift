package import Survey

/// A run as an item of a SpatioTemporal Asset Catalog: what a catalogue needs to find it by place and time.
///
/// STAC 1.1.0 with the projection extension 2.0.0. The text is the same for the same values: keys are in a fixed order.
package struct STACItem: Sendable, Hashable {
    /// One file of the run.
    package struct Asset: Sendable, Hashable {
        /// Relative to the item.
        package var path: String
        package var title: String
        package var mediaType: String
        package var role: String

        package init(path: String, title: String, mediaType: String, role: String) {
            self.path = path
            self.title = title
            self.mediaType = mediaType
            self.role = role
        }
    }

    package var id: String
    package var title: String
    /// RFC 3339, the time that the data tell of; never that of the computation.
    package var start: String
    package var end: String
    /// The grid's corners in WGS 84, closed and counter-clockwise.
    package var outline: [Point]
    package var grid: AnalysisGrid
    package var assets: [Asset]

    package init(
        id: String, title: String, start: String, end: String, outline: [Point], grid: AnalysisGrid, assets: [Asset]
    ) {
        self.id = id
        self.title = title
        self.start = start
        self.end = end
        self.outline = outline
        self.grid = grid
        self.assets = assets
    }

    /// The item's file.
    package var json: String {
        let xs = outline.map(\.x)
        let ys = outline.map(\.y)
        let box = [xs.min(), ys.min(), xs.max(), ys.max()].map { "\($0 ?? 0)" }.joined(separator: ", ")
        let ring = outline.map { "[\($0.x), \($0.y)]" }.joined(separator: ", ")
        let transform = [grid.cellWidth, 0, grid.west, 0, -grid.cellHeight, grid.north].map { "\($0)" }
        let files = assets.map { asset in
            """
                \(quoted(asset.path)): {
                  "href": \(quoted("./" + asset.path)),
                  "title": \(quoted(asset.title)),
                  "type": \(quoted(asset.mediaType)),
                  "roles": [\(quoted(asset.role))]
                }
            """
        }
        return """
            {
              "type": "Feature",
              "stac_version": "1.1.0",
              "stac_extensions": ["https://stac-extensions.github.io/projection/v2.0.0/schema.json"],
              "id": \(quoted(id)),
              "bbox": [\(box)],
              "geometry": { "type": "Polygon", "coordinates": [[\(ring)]] },
              "properties": {
                "title": \(quoted(title)),
                "datetime": null,
                "start_datetime": \(quoted(start)),
                "end_datetime": \(quoted(end)),
                "proj:code": \(grid.crs.contains("[") ? "null" : quoted(grid.crs)),
                "proj:shape": [\(grid.rows), \(grid.columns)],
                "proj:transform": [\(transform.joined(separator: ", "))]
              },
              "links": [],
              "assets": {
            \(files.joined(separator: ",\n"))
              }
            }

            """
    }

    /// A JSON string (RFC 8259).
    private func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\u{0}"..<" ":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
