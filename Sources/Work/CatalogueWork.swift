import FoundationEssentials
import Jobs
import Operations
import Portrayal
import Projection
import Survey

/// Writes the item by which catalogues find a run.
enum CatalogueWork {
    static let runner = Runner(
        operation: Operation(
            name: "write-stac", summary: "Writes a STAC item: the run's place, time and files for a catalogue.",
            family: .product, inputs: [.init("score", .raster, "the prospectivity")],
            parameters: [
                Parameter("id", .text, "the item's name"),
                Parameter("title", .text, default: "Prospectivity", "what it is called"),
                Parameter("start", .text, "the day on which the data begin, such as 2024-11-01"),
                Parameter("end", .text, "the day on which they end"),
                Parameter("assets", .words, default: .list([]), "the run's files, relative to the item"),
            ],
            outputs: [.init("item", .document)], memory: .features,
            formula: "The grid's outline in WGS 84, eight points a side; times as the campaign states them.",
            source: "STAC 1.1.0, item specification; projection extension 2.0.0.")
    ) { place in
        let grid = try place.grid()
        let corners = try Transformation.toWGS84(from: grid.crs, gridPaths: place.gridPaths).apply(outline(of: grid))
        let item = STACItem(
            id: place.text("id") ?? "", title: place.text("title") ?? "",
            start: "\(place.text("start") ?? "")T00:00:00Z", end: "\(place.text("end") ?? "")T23:59:59Z",
            outline: corners.map { Point(x: rounded($0.x), y: rounded($0.y)) }, grid: grid,
            assets: place.words("assets").sorted().map(asset))
        try place.give(text: item.json, ending: "json", to: "item")
    }

    /// Counter-clockwise from the south-west, closed; a straight side in the grid bends in longitude and latitude.
    private static func outline(of grid: AnalysisGrid) -> [Point] {
        let steps = 8
        func side(_ from: Point, _ to: Point) -> [Point] {
            (0..<steps).map { step in
                let share = Double(step) / Double(steps)
                return Point(x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y))
            }
        }
        let corners = [
            Point(x: grid.west, y: grid.south), Point(x: grid.east, y: grid.south),
            Point(x: grid.east, y: grid.north), Point(x: grid.west, y: grid.north),
        ]
        return (0..<4).flatMap { side(corners[$0], corners[($0 + 1) % 4]) } + [corners[0]]
    }

    /// A tenth of a metre is enough for a catalogue, and keeps the text the same for every version of PROJ.
    private static func rounded(_ degrees: Double) -> Double { (degrees * 1e6).rounded() / 1e6 }

    private static func asset(_ path: String) -> STACItem.Asset {
        let ending = path.split(separator: ".").last.map(String.init) ?? ""
        let types = [
            "tif": ("image/tiff; application=geotiff; profile=cloud-optimized", "data"),
            "gpkg": ("application/geopackage+sqlite3", "data"), "geojson": ("application/geo+json", "data"),
            "csv": ("text/csv", "data"), "json": ("application/json", "metadata"), "png": ("image/png", "overview"),
            "html": ("text/html", "overview"), "qml": ("application/xml", "metadata"),
        ]
        let (type, role) = types[ending] ?? ("application/octet-stream", "data")
        let stem = path.split(separator: "/").last.map(String.init) ?? path
        return STACItem.Asset(path: path, title: stem, mediaType: type, role: role)
    }
}
