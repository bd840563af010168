import Operations

@testable import Campaign

/// A catalog and the example campaign of the design, for tests that change one thing in it.
enum SmallWorld {
    static func operation(
        _ name: String, _ inputs: [Operation.Input], _ parameters: [Parameter] = [],
        outputs: [Operation.Output] = [Operation.Output("out", .raster)], family: Operation.Family = .value
    ) -> Operation {
        Operation(
            name: name, summary: name, family: family, inputs: inputs, parameters: parameters, outputs: outputs,
            memory: .strip, formula: "", source: "")
    }

    static let catalog = Catalog([
        operation("tilt", [.init("in", .raster, "a field")]),
        operation(
            "focal-zscore", [.init("in", .raster, "a layer")],
            [.init("window", .integer(from: 3, to: 255), unit: "cells", default: 31, "width of the window")]),
        operation(
            "distance",
            [
                .init("features", .vector, "what is measured to", isOptional: true),
                .init("in", .raster, "cells that are measured to", isOptional: true),
            ],
            [.init("maximum", .positive, unit: "m", isOptional: true, "distances beyond have no data")]),
        operation(
            "ratio", [.init("numerator", .raster, "above"), .init("denominator", .raster, "below")],
            [
                .init("floor", .number(from: 0, to: 1), default: 0, "least denominator"),
                .init("mode", .choice(["plain", "logarithmic"]), default: "plain", "form"),
            ]),
        operation("upward", [.init("in", .raster, "a field")], [.init("height", .positive, unit: "m", "how far")]),
        operation(
            "grid-minimum-curvature", [.init("readings", .readings, "what is gridded")],
            [.init("cell", .positive, unit: "m", "size of a cell")]),
        operation("fuzzy-overlay", [.init("in", .raster, "memberships", isMany: true)], family: .model),
        operation(
            "weights-of-evidence",
            [
                .init("evidence", .raster, "classes", isMany: true),
                .init("training", .occurrences, "known occurrences"),
            ],
            [
                .init("classes", .map, default: .map([:]), "scheme of each evidence"),
                .init("unit_cell", .positive, unit: "km2", default: 1, "area of a training point"),
            ],
            outputs: [.init("posterior", .raster), .init("deviation", .raster)], family: .model),
    ])

    static let campaign = """
        campaign: chagai
        grid: Grids/chagai.yaml
        layers:
          tmi:    { match: "*tmi*.{tif,grd,gxf,ers}", kind: raster, resample: bilinear, unit: nT }
          ground: { match: "mag_*.csv", kind: readings, channel: total_field, grid: { method: minimum-curvature, cell: 100 } }
          faults: { match: "faults.*", kind: lines }
          known:  { match: "occurrences.*", kind: occurrences, commodity: [Cu, Au] }
        evidence:
          tilt:        { op: tilt, of: tmi }
          near_faults: { op: distance, of: faults }
        models:
          porphyry: { op: weights-of-evidence, evidence: [tilt, near_faults], training: known, classes: { near_faults: ascending } }
        targets: { of: porphyry, above: { quantile: 0.98 }, minimum_area: 1 km2 }
        """

    static let grid = "{ crs: EPSG:32641, origin: [380000, 3245000], columns: 600, rows: 450, cell: 100 m }"

    static func read(_ text: String) throws(CampaignError) -> CampaignFile {
        try CampaignFile.read(text, file: "campaign.yaml", catalog: catalog) { _ in grid }
    }

    /// The example with one text in place of another.
    static func campaign(replacing old: String, with new: String) -> String {
        precondition(campaign.contains(old), "the example has no '\(old)'")
        let parts = campaign.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
        return parts.joined(separator: new)
    }

    /// What is wrong with a campaign, a line a problem.
    static func problems(_ text: String) -> [String] {
        do throws(CampaignError) {
            _ = try read(text)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    /// What is wrong with the example once one text stands in place of another.
    static func problems(replacing old: String, with new: String) -> [String] {
        problems(campaign(replacing: old, with: new))
    }
}
