import FoundationEssentials
import Jobs
import Operations
import Portrayal
import Raster
import Survey
import Targets

/// Writes what goes into a receiver or a telephone: waypoints, and the map as an overlay.
enum FieldFilesWork {
    static let runner = Runner(
        operation: Operation(
            name: "write-field-files", summary: "Writes targets as GPX waypoints and as KMZ with the map as overlay.",
            family: .product,
            inputs: [
                .init("targets", .table, "the targets"), .init("score", .raster, "the prospectivity"),
                .init("known", .occurrences, "known occurrences", isOptional: true),
            ],
            parameters: [Parameter("title", .text, default: "Targets", "the files' title")],
            outputs: [.init("gpx", .document), .init("kmz", .document)], memory: .strip,
            formula: "Longitude and latitude in WGS84 by PROJ; waypoints are named by rank: T01, T02.",
            source: "GPX 1.1 (Topografix); OGC 12-007r2 (KML 2.3) with gx:LatLonQuad.")
    ) { place in
        let file = try place.value("targets", as: TargetsFile.self)
        let layer = try place.layer(place.input("score"))
        let title = place.text("title") ?? ""
        let known = try place.has("known") ? place.occurrences("known") : []
        let places = try place.project(known.map(\.location), from: file.crs, to: "WGS84")
        let waypoints = FieldWaypoints(
            targets: file.targets, occurrences: zip(known, places).map { (name: $0.name, place: $1) })
        try Data(waypoints.gpx(title: title).utf8).write(
            to: URL(fileURLWithPath: place.output("gpx", file: "targets.gpx")))
        let names = Dictionary(
            zip(file.targets.sorted { ($0.rank, $0.id) < ($1.rank, $1.id) }, waypoints.waypoints).map {
                ($0.id, $1.name)
            }, uniquingKeysWith: { first, _ in first })
        let outlines = try file.targets.map { target in
            let polygons = try target.outline.map { try $0.map { try place.project($0, from: file.crs, to: "WGS84") } }
            return (name: "\(names[target.id] ?? "") \(target.id)", polygons: polygons)
        }
        let overlay = FieldOverlay(
            title: title, waypoints: waypoints, outlines: outlines, corners: try corners(of: layer.grid, place))
        try Data(overlay.kmz(map: try picture(of: layer))).write(
            to: URL(fileURLWithPath: place.output("kmz", file: "targets.kmz")))
    }

    /// From the south-west against the clock; none where a corner has no longitude and latitude.
    private static func corners(of grid: AnalysisGrid, _ place: Workplace) throws -> [Point] {
        let corners = [
            Point(x: grid.west, y: grid.south), Point(x: grid.east, y: grid.south),
            Point(x: grid.east, y: grid.north), Point(x: grid.west, y: grid.north),
        ]
        do {
            return try place.project(corners, from: grid.crs, to: "WGS84")
        } catch let failure as JobFailure where failure.code == .badData {
            place.note("the map's corners have no longitude and latitude: the KMZ holds no overlay")
            return []
        }
    }

    private static func picture(of layer: LayerFile) throws -> [UInt8] {
        let score = try Overview.strip(of: layer, longestSide: 1600)
        guard let scale = ColourScale(.indigoToYellow, ranking: score) else { return [] }
        let image = OverlayPicture(raster: score, scale: scale).image
        return try PNGWriter.encode(rgba: image.rgba, width: image.width, height: image.height)
    }
}
