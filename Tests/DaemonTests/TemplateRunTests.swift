import Foundation
import Testing

/// Campaigns that were begun from a template, by the command line and the worker's own registry.
@Suite(.serialized) struct TemplateRunTests {
    private struct Begun: Decodable {
        struct Missing: Decodable {
            var evidence: String
            var needs: [String]
            var why: String
            var sources: [String]
        }
        var campaign: String
        var template: String
        var missing: [Missing]
    }

    private struct Outcome: Decodable {
        var missing: [String]
    }

    private static let names = [
        "carbonatite-ree", "epithermal-au", "greisen-sn-w", "iocg", "lct-pegmatite-li", "orogenic-au",
        "podiform-chromite", "porphyry-cu", "sediment-cu", "stibnite-au", "w-skarn",
    ]

    @Test(arguments: names)
    func `a template is a campaign whose operations and parameters are those of the registry`(_ name: String) throws {
        let folder = try Command.Folder()
        let place = folder.url.appending(path: "Hill 7")
        let begun = try Command.gossan(["init", place.path, "--template", name, "--json"])
        #expect(begun.status == 0, "\(begun.errors)")
        let answer = try JSONDecoder().decode(Begun.self, from: begun.output)
        #expect(answer.template == name && answer.missing.count >= 3)
        #expect(answer.missing.allSatisfy { !$0.needs.isEmpty && !$0.why.isEmpty && !$0.sources.isEmpty })
        let text = try String(contentsOfFile: answer.campaign, encoding: .utf8)
        #expect(text.contains("\ncampaign: hill-7\n"))

        // The campaign is read against the registry; without any file it says what it waits for, and ends with 66.
        let run = try Command.gossan(["run", place.path, "--json"])
        #expect(run.status == 66, "\(run.errors)")
        #expect(try JSONDecoder().decode(Outcome.self, from: run.output).missing.isEmpty == false)
    }

    @Test func `an unknown template and a campaign that is there are told, and nothing is written over`() throws {
        let folder = try Command.Folder()
        let place = folder.url.appending(path: "a").path
        let unknown = try Command.gossan(["init", place, "--template", "gold"])
        #expect(unknown.status == 66 && unknown.errors.contains("orogenic-au, podiform-chromite"), "\(unknown.errors)")
        #expect(!FileManager.default.fileExists(atPath: place))
        #expect(try Command.gossan(["init", place]).status == 0)
        let twice = try Command.gossan(["init", place, "--template", "orogenic-au"])
        #expect(twice.status == 64 && twice.errors.contains("there is a campaign already"), "\(twice.errors)")
        #expect(try Command.gossan(["init", place, "--template", "iocg", "--sample"]).status == 64)
    }
}
