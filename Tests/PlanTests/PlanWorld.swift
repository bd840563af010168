import Campaign
import Operations
import Store
import Survey

@testable import Plan

/// A catalog as the worker declares it, a campaign of four layers, and deliveries for it.
enum PlanWorld {
    private static func operation(
        _ name: String, _ inputs: [Operation.Input], _ parameters: [Parameter] = [],
        outputs: [Operation.Output] = [Operation.Output("out", .raster)]
    ) -> Operation {
        Operation(
            name: name, summary: name, family: .value, inputs: inputs, parameters: parameters, outputs: outputs,
            memory: .strip, formula: "", source: "")
    }

    private static let crs = Parameter("assume_crs", .text, isOptional: true, "CRS of files without one")
    private static let nodata = Parameter("nodata", .numbers, isOptional: true, "no data")
    private static let unit = Parameter("unit", .text, isOptional: true, "unit")

    static let operations: [Operation] = layerOperations + targetOperations

    private static let layerOperations: [Operation] = [
        operation(
            "align", [.init("in", .raster, "files", isMany: true)],
            [
                crs, nodata, unit, .init("band", .integer(from: 1, to: 65_535), default: 1, "band"),
                .init("ballpark", .choice(["refuse", "allow"]), isOptional: true, "ballpark"),
                .init(
                    "resample", .choice(["nearest", "bilinear", "cubic", "average", "mode"]), default: "bilinear", "how"
                ),
            ]),
        operation(
            "read-vector", [.init("in", .vector, "files", isMany: true)], [crs], outputs: [.init("out", .vector)]),
        operation(
            "read-occurrences", [.init("in", .vector, "files", isMany: true)],
            [
                crs, .init("commodity", .words, isOptional: true, "which"),
                .init("deposit_type", .words, isOptional: true, "which"),
            ], outputs: [.init("out", .occurrences)]),
        operation(
            "read-readings", [.init("in", .readings, "files", isMany: true)],
            [
                crs, nodata, unit, .init("channel", .text, isOptional: true, "column"),
                .init("time_zone", .text, isOptional: true, "clock"),
                .init("day_first", .flag, isOptional: true, "order of dates"),
                .init("columns", .words, isOptional: true, "names"),
                .init("height_unit", .text, isOptional: true, "unit of heights"),
            ], outputs: [.init("out", .readings), .init("qc", .document)]),
        operation(
            "read-document", [.init("in", .document, "files", isMany: true)], outputs: [.init("out", .document)]),
        operation(
            "despike", [.init("in", .readings, "what")],
            outputs: [.init("out", .readings), .init("qc", .document)]),
        operation("export-readings", [.init("in", .readings, "what")], outputs: [.init("out", .document)]),
        operation(
            "qc-report", [.init("in", .document, "records", isMany: true)], [.init("title", .text, "head")],
            outputs: [.init("out", .document)]),
        operation(
            "rasterize", [.init("in", .vector, "features")],
            [
                .init("attribute", .text, isOptional: true, "field"),
                .init("all_touched", .flag, default: false, "how"),
                .init("background", .anyNumber, isOptional: true, "elsewhere"),
            ]),
        operation(
            "grid-nearest", [.init("readings", .readings, "what")], [.init("cell", .positive, unit: "m", "size")]),
        operation("tilt", [.init("in", .raster, "field")]),
        operation(
            "distance",
            [.init("features", .vector, "to", isOptional: true), .init("in", .raster, "to", isOptional: true)]),
        operation("fuzzy-overlay", [.init("in", .raster, "memberships", isMany: true)]),
        operation(
            "weights-of-evidence",
            [.init("evidence", .raster, "classes", isMany: true), .init("training", .occurrences, "points")],
            [
                .init("classes", .map, default: .map([:]), "schemes"),
                .init("unit_cell", .positive, unit: "km2", default: 1, "area"),
            ],
            outputs: [
                .init("posterior", .raster), .init("deviation", .raster), .init("confidence", .raster),
                .init("weights", .table), .init("model", .table),
            ]),
        operation(
            "model-contributions",
            [.init("evidence", .raster, "evidence", isMany: true), .init("model", .table, "the model")],
            outputs: [.init("contributions", .raster, isMany: true)]),
        operation(
            "explain-targets",
            [
                .init("evidence", .raster, "evidence", isMany: true), .init("model", .table, "the model"),
                .init("targets", .table, "targets"),
            ],
            [
                .init("cut", .flag, default: true, "whether they are its own"),
                .init("minimum_area", .number(from: 0, to: .infinity), unit: "m2", default: 0, "least area"),
                .init("diagonal", .flag, default: true, "neighbours"),
            ], outputs: [.init("explanation", .document)]),
        operation(
            "review-decisions",
            [
                .init("in", .occurrences, "known", isOptional: true),
                .init("decisions", .vector, "decided", isOptional: true),
            ], outputs: [.init("out", .occurrences), .init("rejected", .occurrences)]),
        operation(
            "write-stac", [.init("score", .raster, "score")],
            [
                .init("id", .text, "name"), .init("title", .text, "title"), .init("start", .text, "day"),
                .init("end", .text, "day"), .init("assets", .words, "files"),
            ], outputs: [.init("item", .document)]),
        operation(
            "export-cog", [.init("in", .raster, "what")],
            [.init("style", .choice(["prospectivity", "uncertainty", "evidence"]), default: "evidence", "colours")],
            outputs: [.init("out", .raster), .init("style", .document)]),
        operation(
            "extract-targets",
            [
                .init("score", .raster, "score"), .init("uncertainty", .raster, "std", isOptional: true),
                .init("evidence", .raster, "evidence", isMany: true, isOptional: true),
                .init("known", .occurrences, "known", isOptional: true),
                .init("contributions", .raster, "what each adds", isMany: true, isOptional: true),
                .init("previous", .table, "the run before", isOptional: true),
            ],
            [
                .init("threshold", .choice(["quantile", "prediction-area"]), default: "quantile", "how"),
                .init("core", .anyNumber, isOptional: true, "a score"),
                .init("core_quantile", .number(from: 0, to: 1), isOptional: true, "a share"),
                .init("split", .number(from: 0, to: 1), isOptional: true, "how far"),
                .init("simplify", .number(from: 0, to: 100), default: 0, "cells"),
                .init("minimum_area", .number(from: 0, to: .infinity), unit: "m2", default: 0, "least area"),
                .init("diagonal", .flag, default: true, "neighbours"),
                .init("quantile", .number(from: 0, to: 1), isOptional: true, "share below"),
                .init("above", .anyNumber, isOptional: true, "score"),
            ], outputs: [.init("targets", .table)]),
        operation(
            "write-targets",
            [.init("targets", .table, "targets"), .init("assessments", .table, "known", isOptional: true)],
            outputs: [
                .init("gpkg", .vector), .init("geojson", .vector), .init("csv", .table), .init("xlsx", .document),
            ]),
        operation(
            "draw-map",
            [
                .init("score", .raster, "score"), .init("targets", .table, "targets", isOptional: true),
                .init("known", .occurrences, "known", isOptional: true),
            ], [.init("title", .text, "title")], outputs: [.init("map", .document), .init("sheet", .document)]),
        operation(
            "write-report",
            [
                .init("score", .raster, "score"), .init("uncertainty", .raster, "std", isOptional: true),
                .init("targets", .table, "targets", isOptional: true),
                .init("assessments", .table, "known", isOptional: true),
                .init("known", .occurrences, "known", isOptional: true), .init("map", .document, "map"),
                .init("model", .table, "weights", isMany: true, isOptional: true),
                .init("evaluation", .table, "how well", isMany: true, isOptional: true),
                .init("evidence", .raster, "for small maps", isMany: true, isOptional: true),
            ],
            [
                .init("title", .text, "title"), .init("campaign", .text, "name"), .init("model", .text, "model"),
                .init("main", .text, "its name"), .init("evidence", .map, "how"), .init("data", .map, "which"),
                .init("notes", .words, "notes"),
            ], outputs: [.init("report", .document), .init("paper", .document)]),
    ]

    static let catalog = Catalog(operations)

    static let text = """
        campaign: chagai
        grid: { crs: EPSG:32641, origin: [380000, 3245000], columns: 6, rows: 4, cell: 100 m }
        layers:
          tmi:    { match: "*tmi*.tif", kind: raster, unit: nT }
          ground: { match: "mag_*.csv", kind: readings, channel: total_field, grid: { method: nearest, cell: 100 } }
          faults: { match: "faults.*", kind: lines }
          known:  { match: "occurrences.*", kind: occurrences, commodity: [Cu, Au] }
        evidence:
          tilt:        { op: tilt, of: tmi }
          near_faults: { op: distance, of: faults }
        models:
          porphyry: { op: weights-of-evidence, evidence: [tilt, near_faults], training: known, classes: { near_faults: ascending } }
        targets: { of: porphyry, above: { quantile: 0.98 }, minimum_area: 1 km2 }
        """

    static func campaign(_ text: String = text, catalog: Catalog = catalog) throws -> CampaignFile {
        try CampaignFile.read(text, file: "campaign.yaml", catalog: catalog) { $0 }
    }

    /// The campaign with one text in place of another.
    static func campaign(replacing old: String, with new: String) throws -> CampaignFile {
        precondition(text.contains(old), "the campaign has no '\(old)'")
        return try campaign(
            text.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false).joined(separator: new))
    }

    static func drop(_ name: String, _ layer: String, bytes: String? = nil, path: String = "/spool") -> AcceptedDrop {
        let hash = ContentHash.of(bytes ?? name)
        return AcceptedDrop(
            identity: hash, name: name, files: [.init(name: name, sha: hash)], layer: layer, path: "\(path)/\(name)")
    }

    static let all = [
        drop("tmi.tif", "tmi"), drop("mag_1.csv", "ground"), drop("faults.shp", "faults"),
        drop("occurrences.geojson", "known"),
    ]

    static func plan(_ drops: [AcceptedDrop] = all) throws -> RunPlan {
        try RunPlan.make(campaign: campaign(), catalog: catalog, drops: drops)
    }
}
