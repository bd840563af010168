import Operations
import Testing

@testable import Campaign

@Suite struct EvidenceRuleTests {
    @Test func `parameters stand beside the operation or in set, and are brought to its unit`() throws {
        let inline = try SmallWorld.read(
            SmallWorld.campaign(replacing: "op: tilt, of: tmi", with: "op: upward, of: tmi, height: 0.5 km"))
        #expect(inline.evidence[0].parameters == ["height": 500])
        let inSet = try SmallWorld.read(
            SmallWorld.campaign(replacing: "op: tilt, of: tmi", with: "op: upward, of: tmi, set: { height: 500 }"))
        #expect(inSet.evidence == inline.evidence)
        let model = try SmallWorld.read(
            SmallWorld.campaign(replacing: "training: known,", with: "training: known, unit_cell: 50 ha,"))
        #expect(model.models[0].parameters["unit_cell"] == 0.5)
    }

    @Test(arguments: [
        (
            "op: upward, of: tmi",
            "'height' of upward is not set in evidence.tilt; write height: a number above 0 (how far)"
        ),
        ("op: upward, of: tmi, height: 5 nT", "evidence.tilt.height has the unit 'nT'; write it in m"),
        (
            "op: upward, of: tmi, height: high",
            "evidence.tilt.height is 'high', not a number above 0; write a number above 0"
        ),
        ("op: upward, of: tmi, height: 5, hight: 6", "unknown key 'hight' in evidence.tilt; did you mean 'height'?"),
        ("op: upward, of: tmi, height: 5, set: { height: 6 }", "'height' is set twice; keep one"),
        (
            "op: focal-zscore, of: tmi, window: 3.5",
            "evidence.tilt.window: 'window': 3.5 is not a whole number in 3...255; write a whole number 3...255"
        ),
        (
            "op: ratio, of: [tmi, ground]",
            "ratio does not take tmi (a raster), ground (a raster or readings); "
                + "give numerator (a raster), denominator (a raster); several by name: of: { INPUT: NAME }"
        ),
        (
            "op: ratio, of: { numerator: tmi }",
            "evidence.tilt: the input 'denominator' is missing; give it: below"
        ),
        (
            "op: ratio, of: { numerator: tmi, denominater: ground }",
            "ratio has no input 'denominater'; did you mean 'denominator'?"
        ),
        (
            "op: ratio, of: { numerator: tmi, denominator: ground }, mode: log",
            "evidence.tilt.mode: "
                + "'log' is not a choice for 'mode'; write one of logarithmic, plain"
        ),
        ("op: tilt", "the key 'of' is missing in evidence.tilt; write of: NAME (a field)"),
        ("op: distance", "the key 'of' is missing in evidence.tilt; write of: NAME (what is measured to)"),
    ])
    func `parameters and inputs are checked against the operation`(_ entry: String, _ wanted: String) {
        let problems = SmallWorld.problems(replacing: "op: tilt, of: tmi", with: entry)
        #expect(problems.contains { $0.hasPrefix("campaign.yaml:9:") && $0.hasSuffix(wanted) }, "\(problems)")
    }

    @Test func `evidence may be made from evidence that stands below it`() throws {
        let campaign = try SmallWorld.read(
            SmallWorld.campaign(replacing: "op: tilt, of: tmi", with: "op: focal-zscore, of: near_faults"))
        #expect(campaign.evidence[0].inputs == ["in": ["near_faults"]])
        #expect(campaign.evidence[0].parameters == ["window": 31])
    }

    @Test func `a named input takes what its name says`() throws {
        let campaign = try SmallWorld.read(
            SmallWorld.campaign(
                replacing: "op: tilt, of: tmi", with: "op: ratio, of: { numerator: tmi, denominator: ground }"))
        #expect(campaign.evidence[0].inputs == ["numerator": ["tmi"], "denominator": ["ground"]])
    }

    @Test func `occurrences count as points where a vector is asked for`() throws {
        let campaign = try SmallWorld.read(SmallWorld.campaign(replacing: "of: faults", with: "of: known"))
        #expect(campaign.evidence[1].inputs == ["features": ["known"]])
    }

    @Test func `a vector layer with an attribute is a raster, too`() throws {
        let text = SmallWorld.campaign(replacing: "kind: lines", with: "kind: polygons, attribute: code")
        let campaign = try SmallWorld.read(
            text.split(separator: "op: tilt, of: tmi").joined(separator: "op: tilt, of: faults"))
        #expect(campaign.evidence[0].inputs == ["in": ["faults"]])
        #expect(campaign.layers[2].provides == [.raster, .vector])
    }
}
