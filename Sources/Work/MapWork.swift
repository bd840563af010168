import Jobs
import Operations
import Portrayal
import Raster
import Survey
import Targets

/// Draws the map of a run.
enum MapWork {
    static let runner = Runner(
        operation: Operation(
            name: "draw-map",
            summary: "Draws the score with targets and known occurrences as a picture and a geospatial PDF.",
            family: .product,
            inputs: [
                .init("score", .raster, "the prospectivity"),
                .init("targets", .table, "the targets", isOptional: true),
                .init("known", .occurrences, "known occurrences", isOptional: true),
            ],
            parameters: [
                Parameter("title", .text, default: "Prospectivity", "what stands above the map"),
                Parameter(
                    "size", .integer(from: 300, to: 8000), unit: "pixels", default: 1400, "the map's longest side"),
            ],
            outputs: [.init("map", .document), .init("sheet", .document)], memory: .strip,
            formula: """
                Cells averaged to pixels; colours by rank: half of the ramp for the best quarter of the cells. The sheet is \
                A3 with the same drawing at 1800 pixels, its map georeferenced.
                """,
            source: "Gossan's own drawing; ISO 32000 geospatial PDF by GDAL 3.6.", version: 3)
    ) { place in
        let layer = try place.layer(place.input("score"))
        let targets = try place.targetsFile("targets")
        let known = try place.inputs("known").first.map { try OccurrenceFile.read($0.path) } ?? []
        let system = try CoordinateSystem(layer.grid.crs)
        let score = try Overview.strip(of: layer)
        guard let scale = ColourScale(.indigoToYellow, ranking: score) else {
            throw JobFailure(
                code: .badData, file: try place.input("score").name, reason: "no cell of the score has a value",
                remedy: "check that the evidence overlaps the grid")
        }
        let count = targets.map { "\($0.targets.count) targets" } ?? "no targets asked for"
        let picture = MapPicture(
            title: place.text("title") ?? "", subtitle: "\(count); \(known.count) known occurrences", grid: layer.grid,
            unit: system.isGeographic ? .degrees : .length(metres: system.linearUnitMetres), score: score, scale: scale,
            targets: targets?.targets ?? [], occurrences: known,
            notes: [
                system.name,
                "cells \(FigureText.significant(layer.grid.cellWidth, digits: 4)) x \(FigureText.significant(layer.grid.cellHeight, digits: 4))",
            ]
        )
        try write(
            picture.draw(longestSide: Int(place.number("size") ?? 1400)), to: place.output("map", file: "map.png"))
        let sheet = place.scratch("sheet.png")
        try write(picture.draw(longestSide: sheetPixels), to: sheet)
        try PDFWriter.write(
            composition: picture.plan(longestSide: sheetPixels).composition(title: picture.title, picture: sheet),
            to: place.output("sheet", file: "map.pdf"))
    }

    /// At which the smallest letters are 7 points high on A3.
    private static let sheetPixels = 1800

    private static func write(_ image: PixelImage, to path: String) throws {
        try PNGWriter.write(rgba: image.rgba, width: image.width, height: image.height, to: path)
    }
}
