import Operations
import Survey
import Testing

@testable import Campaign

@Suite struct CampaignFileTests {
    @Test func `the example of the design is read in full`() throws {
        let campaign = try SmallWorld.read(SmallWorld.campaign)
        #expect(campaign.name == "chagai")
        #expect(campaign.title == "chagai")
        #expect(campaign.grid.bounds == Bounds(west: 380_000, south: 3_200_000, east: 440_000, north: 3_245_000))
        #expect(campaign.layers.map(\.name) == ["tmi", "ground", "faults", "known"])
        #expect(campaign.layers.map(\.kind) == [.raster, .readings, .lines, .occurrences])
        #expect(campaign.layers[0].unit == "nT")
        #expect(campaign.layers[1].channel == "total_field")
        #expect(campaign.layers[1].gridding?.operation == "grid-minimum-curvature")
        #expect(campaign.layers[1].gridding?.parameters == ["cell": 100])
        #expect(campaign.layers[3].commodities == ["Cu", "Au"])
        #expect(campaign.evidence.map(\.name) == ["tilt", "near_faults"])
        #expect(campaign.evidence[0].inputs == ["in": ["tmi"]])
        #expect(campaign.evidence[1].inputs == ["features": ["faults"]])
        let model = try #require(campaign.models.first)
        #expect(model.evidence == ["tilt", "near_faults"])
        #expect(model.training == "known")
        #expect(model.parameters == ["classes": .map(["near_faults": "ascending"]), "unit_cell": 1])
        #expect(
            campaign.targets
                == .init(model: "porphyry", above: .quantile(0.98), minimumArea: 1_000_000, connectivity: .eight))
    }

    @Test func `an unknown key names the line, the place and the nearest key`() {
        #expect(
            SmallWorld.problems(replacing: "resample:", with: "resampel:") == [
                "campaign.yaml:4:61: unknown key 'resampel' in layers.tmi; did you mean 'resample'?"
            ])
        #expect(
            SmallWorld.problems(replacing: "evidence:\n", with: "evidense:\n").first
                == "campaign.yaml:8:1: unknown key 'evidense'; did you mean 'evidence'?")
    }

    @Test func `a key of another kind is told apart from a slip of the pen`() {
        #expect(
            SmallWorld.problems(replacing: "kind: lines", with: "kind: lines, unit: m") == [
                "campaign.yaml:6:45: unknown key 'unit' in layers.faults; "
                    + "it belongs to raster, readings; this layer's kind is lines"
            ])
    }

    @Test func `several mistakes are told at once in the order of their lines`() {
        let text = SmallWorld.campaign(replacing: "resample: bilinear", with: "resample: linear")
        let both = text.split(separator: "op: distance").joined(separator: "op: distanse")
            .split(separator: "1 km2").joined(separator: "1 nT")
        #expect(
            SmallWorld.problems(both) == [
                "campaign.yaml:4:71: layers.tmi.resample cannot be 'linear'; did you mean 'bilinear'?",
                "campaign.yaml:10:22: there is no operation 'distanse'; did you mean 'distance'?",
                "campaign.yaml:13:67: targets.minimum_area has the unit 'nT'; write it in one of m2, ha, km2",
            ])
    }

    @Test func `no more than twenty mistakes are told`() throws {
        let layers = (0..<30).map { "  l\($0): { match: \"[\", kind: raster }" }.joined(separator: "\n")
        #expect(SmallWorld.problems("campaign: a\ngrid: g\nlayers:\n\(layers)").count == 20)
    }

    @Test(arguments: [
        ("tmi }", "tni }", "campaign.yaml:9:32: there is no layer or evidence 'tni'; did you mean 'tmi'?"),
        (
            "of: faults", "of: known2",
            "campaign.yaml:10:36: there is no layer or evidence 'known2'; did you mean 'known'?"
        ),
        (
            "op: tilt, of: tmi", "op: tilt, of: faults",
            "campaign.yaml:9:32: tilt does not take faults (lines, polygons or points); "
                + "give in (a raster); several by name: of: { INPUT: NAME }"
        ),
        (
            "training: known", "training: faults",
            "campaign.yaml:12:81: the input 'training' of weights-of-evidence takes occurrences, and faults gives "
                + "lines, polygons or points; name a layer or evidence that gives occurrences"
        ),
        (
            "training: known, ", "",
            "campaign.yaml:12:13: the key 'training' is missing in models.porphyry; "
                + "write training: NAME (known occurrences)"
        ),
        (
            "[tilt, near_faults]", "[tilt, tilt]",
            "campaign.yaml:12:57: 'tilt' is named twice; keep one"
        ),
        (
            "{ near_faults: ascending }", "{ near_fault: ascending }",
            "campaign.yaml:12:99: 'near_fault' in models.porphyry.classes is no evidence of this model; "
                + "did you mean 'near_faults'?"
        ),
        ("of: porphyry", "of: porphyri", "campaign.yaml:13:16: there is no model 'porphyri'; did you mean 'porphyry'?"),
        (
            "quantile: 0.98", "quantile: 98",
            "campaign.yaml:13:45: targets.above.quantile is 98.0; "
                + "write a share between 0 and 1, such as 0.98 for the best 2 %"
        ),
        (
            "{ quantile: 0.98 }", "{ quantile: 0.98, value: 1 }",
            "campaign.yaml:13:33: targets.above needs one of quantile and value; "
                + "write { quantile: 0.98 } or { value: 0.5 }"
        ),
        (
            "1 km2", "1000000",
            "campaign.yaml:13:67: targets.minimum_area is '1000000', no number with a unit; "
                + "write it with its unit, such as 1 km2"
        ),
        (
            "method: minimum-curvature", "method: minimum-curvture",
            "campaign.yaml:5:87: there is no gridding method 'minimum-curvture'; did you mean 'minimum-curvature'?"
        ),
        (
            "cell: 100 } }", "cell: 0 } }",
            "campaign.yaml:5:112: layers.ground.grid.cell: 'cell': 0 is outside above 0; write a number above 0"
        ),
        (
            "channel: total_field, ", "",
            "campaign.yaml:5:11: the key 'channel' is missing in layers.ground; "
                + "name the column that is meant, such as channel: total_field"
        ),
        ("kind: lines", "kind: line", "campaign.yaml:6:38: layers.faults.kind cannot be 'line'; did you mean 'lines'?"),
        (
            "\"faults.*\"", "\"faults.{shp\"",
            "campaign.yaml:6:20: layers.faults.match: the pattern has a '{' that is not closed; close it: {tif,grd}"
        ),
        (
            "campaign: chagai", "campaign: Chagai/../x",
            "campaign.yaml:1:11: 'Chagai/../x' cannot be a campaign's name; write lower-case letters, digits, '-' and "
                + "'_', at most 64; free text belongs in title"
        ),
        (
            "near_faults: { op", "tmi: { op",
            "campaign.yaml:10:8: 'tmi' in evidence has the name of 'tmi' in layers; "
                + "rename one: layers and evidence share one name space, in either case"
        ),
        (
            "kind: lines", "kind: lines, optional: yes",
            "campaign.yaml:6:55: layers.faults.optional is 'yes', not true or false; write true or false"
        ),
        (
            "kind: lines", "kind: lines, assume_crs: 4326",
            "campaign.yaml:6:57: layers.faults.assume_crs is '4326', no coordinate system; "
                + "write an authority and a code, such as EPSG:4326"
        ),
        (
            "kind: raster,", "kind: raster, kind: raster,",
            "campaign.yaml:4:47: the key 'kind' stands twice in one mapping; keep one"
        ),
        (
            "op: weights-of-evidence", "op: tilt",
            "campaign.yaml:12:19: tilt is no deposit model: it does not combine rasters; "
                + "move it to evidence, or name a model such as weights-of-evidence"
        ),
    ])
    func `a mistake is told with its place and its remedy`(_ old: String, _ new: String, _ wanted: String) {
        #expect(
            SmallWorld.problems(replacing: old, with: new).contains(wanted),
            "\(SmallWorld.problems(replacing: old, with: new))")
    }

    @Test func `a ring of evidence is an error that names the ring`() {
        let text = """
            campaign: ring
            grid: g
            layers: { tmi: { match: "*.tif", kind: raster } }
            evidence:
              a: { op: tilt, of: c }
              b: { op: tilt, of: a }
              c: { op: tilt, of: b }
              d: { op: tilt, of: a }
            """
        #expect(
            SmallWorld.problems(text) == [
                "campaign.yaml:5:22: evidence is made from itself: a ← c ← b ← a; "
                    + "name a layer or other evidence in one of them"
            ])
        #expect(
            SmallWorld.problems(
                "campaign: a\ngrid: g\nlayers: { l: { match: x, kind: raster } }\nevidence: { e: { op: tilt, of: e } }")
                == [
                    "campaign.yaml:4:32: evidence is made from itself: e ← e; "
                        + "name a layer or other evidence in one of them"
                ])
    }

    @Test func `a long chain of evidence is no ring`() throws {
        let chain = (1...3000).map { "  e\($0): { op: tilt, of: e\($0 - 1) }" }.joined(separator: "\n")
        let campaign = try SmallWorld.read(
            "campaign: a\ngrid: g\nlayers: { e0: { match: x, kind: raster } }\nevidence:\n\(chain)")
        #expect(campaign.evidence.count == 3000)
    }

    @Test func `what is missing at the top is told with what to write`() {
        #expect(
            SmallWorld.problems("title: nothing") == [
                "campaign.yaml:1:1: the key 'campaign' is missing; write campaign: NAME",
                "campaign.yaml:1:1: the key 'grid' is missing; "
                    + "write grid: Grids/FILE.yaml, or crs, bounds and cell in place",
                "campaign.yaml:1:1: the key 'layers' is missing; write at least one layer",
            ])
    }

    @Test func `a grid that cannot be read is told where it is named`() throws {
        struct Missing: Error, CustomStringConvertible { var description: String { "no such file" } }
        let error = #expect(throws: CampaignError.self) {
            try CampaignFile.read(SmallWorld.campaign, file: "c.yaml", catalog: SmallWorld.catalog) { _ in
                throw Missing()
            }
        }
        #expect(
            try #require(error).description
                == "c.yaml:2:7: the grid 'Grids/chagai.yaml' cannot be read: no such file; "
                + "write the path of a grid file beside the campaign or in the installed Grids")
    }

    @Test func `a mistake in the grid file names that file`() throws {
        let error = #expect(throws: CampaignError.self) {
            try CampaignFile.read(SmallWorld.campaign, file: "c.yaml", catalog: SmallWorld.catalog) { _ in
                "crs: EPSG:1\ncel: 5"
            }
        }
        #expect(try #require(error).problems.first?.file == "Grids/chagai.yaml")
    }

    @Test func `a grid may stand in place`() throws {
        let campaign = try SmallWorld.read(
            SmallWorld.campaign(
                replacing: "grid: Grids/chagai.yaml",
                with: "grid: { crs: EPSG:7845, bounds: [600000, -2509200, 726000, -2260500], cell: 100 }"))
        #expect(campaign.grid.columns == 1260)
        #expect(campaign.grid.rows == 2487)
    }

    @Test func `the case of letters does not tell two names apart`() {
        let problems = SmallWorld.problems(replacing: "near_faults: { op", with: "TMI: { op")
        #expect(problems.contains { $0.contains("'TMI' in evidence has the name of 'tmi' in layers") })
    }

    @Test func `an odd value anywhere is an error or changes no count`() throws {
        let text = Array(SmallWorld.campaign)
        var refused = 0
        for start in text.indices.dropLast(2) where text[start] == ":" && text[start + 1] == " " {
            let end = text[(start + 2)...].firstIndex { ",}\n".contains($0) } ?? text.endIndex
            for value in ["~", "[]", "{}", "''", "[[a]]", "5", "true", "{ a: b }", "[a, a]", "é", "-1e9", "a b"] {
                let changed = String(text[..<(start + 2)]) + value + String(text[end...])
                guard SmallWorld.problems(changed).isEmpty else {
                    refused += 1
                    continue
                }
                let campaign = try SmallWorld.read(changed)
                #expect(campaign.layers.count == 4, "\(changed)")
                #expect(campaign.evidence.count == 2, "\(changed)")
                #expect(campaign.models.count == 1 && campaign.targets != nil, "\(changed)")
            }
        }
        #expect(refused > 200)
    }
}
