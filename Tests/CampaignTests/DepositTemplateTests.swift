import Foundation
import Testing

@testable import Campaign

/// The file of a deposit model that a campaign can start from.
@Suite struct DepositTemplateTests {
    private static let text = """
        template: vein-au
        title: Gold veins
        commodities: [Au]
        deposit_types: [vein]
        about: >-
          Gold in quartz veins
          along faults.
        sources:
          somebody-1999: Somebody (1999) On veins.
        evidence:
          near_faults: { needs: [faults], why: Veins fill faults., sources: [somebody-1999] }
        ---
        # Limits are starting points.
        campaign: CAMPAIGN
        title: Gold veins
        grid: GRID
        layers:
          tmi:    { match: "tmi.tif", kind: raster }
          faults: { match: "faults.*", kind: lines, optional: true }
        evidence:
          near_faults: { op: distance, of: faults }
        models:
          knowledge: { op: fuzzy-overlay, evidence: [near_faults, tmi] }

        """

    private static func problems(_ text: String) -> [String] {
        do throws(CampaignError) {
            _ = try DepositTemplate.read(text, file: "vein-au.yaml")
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    @Test func `a template becomes a campaign that tells what each evidence needs, why, and by whom`() throws {
        let template = try DepositTemplate.read(Self.text, file: "vein-au.yaml")
        #expect(template.name == "vein-au" && template.about == "Gold in quartz veins along faults.")
        #expect(template.evidence.map(\.name) == ["near_faults"] && template.evidence[0].needs == ["faults"])
        let text = template.campaignText(name: "hill-7", grid: "Grids/hill.yaml")
        #expect(text.contains("#   near_faults, from faults: Veins fill faults. [somebody-1999]\n"))
        #expect(text.contains("#   somebody-1999: Somebody (1999) On veins.\n"))
        let campaign = try SmallWorld.read(text)
        #expect(campaign.name == "hill-7" && campaign.title == "Gold veins")
        #expect(campaign.evidence.map(\.name) == ["near_faults"])
    }

    @Test func `remarks of a new campaign stay within 120 columns`() throws {
        let long = Self.text.replacing(
            "Veins fill faults.", with: String(repeating: "a reason in many words ", count: 20))
        let text = try DepositTemplate.read(long, file: "vein-au.yaml").campaignText(name: "a", grid: "b.yaml")
        let remarks = text.split(separator: "\n").filter { $0.hasPrefix("#") }
        #expect(remarks.allSatisfy { $0.count <= 120 } && remarks.count { $0.contains("many words") } >= 4)
    }

    @Test(arguments: [
        ("sources: [somebody-1999]", "sources: [nobody-1999]", "there is no source 'nobody-1999'"),
        ("sources: [somebody-1999]", "sources: []", "no evidence rests on 'somebody-1999'"),
        ("why: Veins fill faults., ", "", "the key 'why' is missing"),
        ("title: Gold veins\ncommodities", "titel: Gold veins\ncommodities", "did you mean 'title'?"),
        ("\n---\n", "\n", "there is no campaign below a line of three dashes"),
        ("grid: GRID", "grid: Grids/a.yaml", "the campaign has no line 'grid: GRID'"),
    ])
    func `a mistake in a template is told with its remedy`(_ old: String, _ new: String, _ expected: String) {
        #expect(Self.text.contains(old))
        let problems = Self.problems(Self.text.replacing(old, with: new, maxReplacements: 1))
        #expect(problems.contains { $0.contains(expected) }, "\(problems)")
    }

    @Test func `every template of the project tells why, from which of its layers, and by which source`() throws {
        let folder = try Self.templates()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(names.count >= 11)
        for name in names {
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            let template = try DepositTemplate.read(text, file: name)
            #expect(name == template.name + ".yaml")
            let layers = template.campaign.components(separatedBy: "\nlayers:\n")[1]
                .components(separatedBy: "\n\n")[0]
            for evidence in template.evidence {
                #expect(!evidence.sources.isEmpty && !evidence.needs.isEmpty, "\(name): \(evidence.name)")
                for layer in evidence.needs {
                    #expect(layers.contains("  \(layer): { match: "), "\(name): \(evidence.name) needs \(layer)")
                }
            }
        }
    }

    /// `Templates`, beside the package's own description, or beside what the tests are linked to.
    private static func templates() throws -> URL {
        var folder = URL(filePath: #filePath).resolvingSymlinksInPath()
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let templates = folder.appending(path: "Templates")
            if FileManager.default.fileExists(atPath: templates.path) { return templates }
        }
        throw CocoaError(.fileNoSuchFile)
    }
}
