import FoundationEssentials
import Jobs
import Operations
import Portrayal
import Raster
import Survey

/// Writes the QGIS project that opens a run.
enum ProjectWork {
    static let runner = Runner(
        operation: Operation(
            name: "write-project", summary: "Writes a QGIS project that opens the run's layers styled.",
            family: .product,
            inputs: [
                .init("score", .raster, "the prospectivity"),
                .init("uncertainty", .raster, "its uncertainty", isOptional: true),
                .init("evidence", .raster, "the model's evidence, by name", isMany: true, isOptional: true),
            ],
            parameters: [
                Parameter("title", .text, default: "Prospectivity", "the project's title"),
                Parameter("targets", .flag, default: true, "whether the run has a targets.gpkg"),
            ],
            outputs: [.init("project", .document)], memory: .strip,
            formula:
                "The files that a run publishes, by paths relative to the project, with the same colours as their styles.",
            source: "QGIS 3 project and layer style.")
    ) { place in
        let score = try place.layer(place.input("score"))
        var layers: [QGISLayer] = []
        if place.flag("targets") {
            layers += [
                QGISLayer("Targets", source: "targets.gpkg|layername=targets", style: .outlines(.ink, label: "rank")),
                QGISLayer(
                    "Known occurrences", source: "targets.gpkg|layername=occurrences",
                    style: .points(GeoPackageStyles.occurrenceColour, label: "name")),
            ]
        }
        layers.append(try layer("Prospectivity", "prospectivity.tif", score, ranked: true, isVisible: true))
        for input in place.inputs("uncertainty") {
            layers.append(
                try layer("Uncertainty", "uncertainty.tif", place.layer(input), ranked: false, isVisible: false))
        }
        for input in place.inputs("evidence") {
            layers.append(
                try layer(
                    input.name, "evidence/\(input.name).tif", place.layer(input), ranked: false, isVisible: false))
        }
        let text = QGISProject.text(title: place.text("title") ?? "", layers: layers, grid: score.grid)
        try Data(text.utf8).write(to: URL(fileURLWithPath: place.output("project", file: "campaign.qgs")))
    }

    private static func layer(
        _ title: String, _ source: String, _ file: LayerFile, ranked: Bool, isVisible: Bool
    ) throws -> QGISLayer {
        let strip = try file.whole()
        let scale =
            ranked
            ? ColourScale(.indigoToYellow, ranking: strip) : ColourScale(.navyToRose, fitting: strip, above: 0.002)
        return QGISLayer(
            title, source: source,
            style: .raster(scale ?? ColourScale(ranked ? .indigoToYellow : .navyToRose, from: 0, to: 1)),
            isVisible: isVisible)
    }
}
