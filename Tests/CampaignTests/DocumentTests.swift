import Testing

@testable import Campaign

@Suite struct DocumentTests {
    private func first(_ text: String) -> CampaignError.Problem? {
        do throws(CampaignError) {
            _ = try SmallWorld.read(text)
            return nil
        } catch {
            return error.problems.first
        }
    }

    @Test func `an anchor is refused where it stands`() {
        let problem = first("campaign: &name chagai\ntitle: *name")
        #expect(problem?.code == .alias)
        #expect(
            problem?.description
                == "campaign.yaml:1:11: the anchor '&name' is not allowed; write the value out where it is used")
    }

    @Test func `a bomb of aliases is refused before it is parsed`() {
        let levels = (1...30).map { level in
            "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ","))]"
        }
        let bomb = "a0: &a0 [x]\n" + levels.joined(separator: "\n") + "\n? *a30\n: y"
        #expect(first(bomb)?.code == .alias)
    }

    @Test func `an ampersand and an asterisk in texts are no anchors`() throws {
        let text = SmallWorld.campaign(
            replacing: "campaign: chagai", with: "campaign: chagai\ntitle: \"gold &co &co &co &co &co *a *b *c\"")
        #expect(try SmallWorld.read(text).title == "gold &co &co &co &co &co *a *b *c")
    }

    @Test(arguments: ["!!python/object:os.system x", "!secret x", "!!binary aGk="])
    func `a tag is refused`(_ value: String) {
        #expect(first("campaign: \(value)")?.code == .tag)
    }

    @Test func `a pattern without quotes is told to be put in quotes`() {
        let problem = first("campaign: a\nlayers: { l: { match: *.tif, kind: raster } }")
        #expect(problem?.code == .syntax)
        #expect(problem?.line == 2)
        #expect(problem?.remedy == "put a pattern that starts with '*' or '&' in quotes")
    }

    @Test func `a key that stands twice is an error, also where quotes differ`() {
        #expect(first("campaign: a\ncampaign: b")?.code == .duplicateKey)
        let problems = SmallWorld.problems("campaign: a\ngrid: g\nlayers: { 1: x, \"1\": y }")
        #expect(problems.contains("campaign.yaml:3:17: the key '1' stands twice in one mapping; keep one"))
    }

    @Test func `nothing, a list, a word and two documents are no campaign`() {
        #expect(first("")?.description == "campaign.yaml: the file is empty; start with 'campaign: NAME'")
        #expect(first("# only a comment\n")?.code == .syntax)
        #expect(
            first("- a\n- b")?.description
                == "campaign.yaml:1:1: the file is a list, not a mapping, { key: value }; write a mapping, { key: value }"
        )
        #expect(first("chagai")?.code == .wrongType)
        #expect(first("campaign: a\n---\ncampaign: b")?.code == .syntax)
        #expect(first("---\n")?.code == .wrongType)
    }

    @Test func `depth and length are limited`() {
        #expect(
            first("campaign: " + String(repeating: "[", count: 500) + String(repeating: "]", count: 500))?.code
                == .tooLarge)
        #expect(first(String(repeating: "[", count: 100_000))?.code == .syntax)
        #expect(first("campaign: a\n#" + String(repeating: "x", count: 1 << 20))?.code == .tooLarge)
    }

    @Test func `bytes that are no text are told`() {
        let problem = first("campaign: a\ntitle: \u{1}")
        #expect(problem?.code == .syntax)
        #expect(problem?.line == 2)
    }

    @Test func `no text crashes the reader`() {
        var random = SplitMix(state: 3)
        let pieces = [
            "campaign", "grid", "layers", "evidence", "models", "targets", "of", "op", "match", ":", ": ", "\n", "  ",
            "- ",
            "{", "}", "[", "]", ",", "\"", "'", "&a", "*a", "!!x", "|", ">", "#", "tilt", "raster", "kind", "1 km2",
            "~", "\t",
            "? ", "---", "...", "%", "é", "\u{0}", "above", "set", "quantile", "0.5",
        ]
        var refused = 0
        for _ in 0..<3000 {
            let text = (0..<Int.random(in: 1...40, using: &random))
                .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
            if first(text) != nil { refused += 1 }
        }
        #expect(refused == 3000)
    }

    @Test func `a cut of the example is an error or a whole campaign, never a crash`() throws {
        let text = SmallWorld.campaign
        var index = text.startIndex
        while index < text.endIndex {
            _ = first(String(text[..<index]))
            let without = text[..<index] + text[text.index(after: index)...]
            _ = first(String(without))
            index = text.index(after: index)
        }
        #expect(first(text) == nil)
    }
}
