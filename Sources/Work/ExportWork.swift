import FoundationEssentials
import Operations
import Portrayal
import Raster
import Survey

/// Writes a layer as people's programs open it: a Cloud Optimized GeoTIFF with its style beside it.
enum ExportWork {
    static let operation = Operation(
        name: "export-cog", summary: "Writes a layer as Cloud Optimized GeoTIFF, with a style for QGIS.",
        family: .product, inputs: [.init("in", .raster, "the layer")],
        parameters: [
            Parameter(
                "style", .choice(["prospectivity", "uncertainty", "evidence"]), default: "evidence",
                "which colour ramp the style has")
        ],
        outputs: [.init("out", .document), .init("style", .document)], memory: .strip,
        formula: "The layer's cells, Float32, NaN as no data, deflated, with overviews by average and statistics.",
        source: "OGC 21-026, Cloud Optimized GeoTIFF; QGIS 3 layer style.", version: 3)

    static let runner = Runner(operation: operation) { place in
        let layer = try place.layer(place.input("in"))
        try GeoTIFFWriter.writeCOG(
            layer, to: place.output("out", file: "out.tif"), statistics: try LayerStatistics(of: layer),
            threads: place.threads)
        let ramp: ColourRamp = place.text("style") == "prospectivity" ? .indigoToYellow : .navyToRose
        // The style needs only the range: a strip at a time would do, and the mapped rows cost no memory of ours.
        // A score is skewed: most cells are low, and what matters is among the few high ones.
        let scale =
            place.text("style") == "prospectivity"
            ? ColourScale(ramp, ranking: try layer.whole())
            : ColourScale(ramp, fitting: try layer.whole(), above: 0.002)
        // A layer without any value has a style, too, so that a run's files are the same ones whatever they hold.
        let style = place.output("style", file: "out.qml")
        let text = QGISStyle.continuous(scale ?? ColourScale(ramp, from: 0, to: 1))
        try Data(text.utf8).write(to: URL(fileURLWithPath: style))
    }
}
