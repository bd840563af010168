import Foundation
import Testing

@testable import Prospectivity

/// The deposit-model templates that a campaign can start from.
@Suite struct TemplateTests {
    private static let names = [
        "carbonatite-ree", "epithermal-au", "greisen-sn-w", "iocg", "lct-pegmatite-li", "orogenic-au",
        "podiform-chromite", "porphyry-cu", "sediment-cu", "stibnite-au", "w-skarn",
    ]

    private static func text(_ name: String) throws -> String {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
            try #require(folder.path != "/", "no Package.swift above \(#filePath)")
            folder.deleteLastPathComponent()
        }
        var place = folder.appending(path: "Templates/\(name).yaml")
        if !FileManager.default.fileExists(atPath: place.path) {
            // Sources and tests may be linked into another package; the templates lie beside what they are linked to.
            place = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
                .appending(path: "../../Templates/\(name).yaml")
        }
        return try String(contentsOf: place, encoding: .utf8)
    }

    @Test(arguments: names)
    func `a template tells what each evidence of its tree rests on`(_ name: String) throws {
        let parts = try Self.text(name).components(separatedBy: "\n---\n")
        try #require(parts.count == 2)
        #expect(parts[0].contains("template: \(name)\n"))
        let evidence = try #require(Self.list(after: "    evidence: [", in: parts[1]))
        let (tree, absent) = try FuzzyTree.read(
            try #require(Self.folded(after: "    tree: >-\n", in: parts[1])), evidence: evidence,
            leavesOutAbsent: false, of: "fuzzy-tree")
        #expect(absent.isEmpty)
        let used = tree.path(of: evidence.map { _ in 1 }).map(\.step).filter(evidence.contains)
        #expect(Set(used) == Set(evidence))
        for entry in evidence {
            #expect(parts[0].contains("\n  \(entry):\n    needs: ["), "\(entry)")
            #expect(parts[1].contains("\n  \(entry): { op: "), "\(entry)")
        }
        let sources = parts[0].components(separatedBy: "\nsources:\n")[1].components(separatedBy: "\nevidence:\n")[0]
        for list in parts[0].components(separatedBy: "    sources: [").dropFirst() {
            let cited = list.prefix { $0 != "]" }.components(separatedBy: ", ")
            #expect(!cited.isEmpty && cited.allSatisfy { sources.contains("  \($0): >-") })
        }
    }

    /// A list in brackets, perhaps over several lines.
    private static func list(after mark: String, in text: String) -> [String]? {
        guard let start = text.range(of: mark) else { return nil }
        return text[start.upperBound...].prefix { $0 != "]" }.split { ", \n".contains($0) }.map(String.init)
    }

    /// The lines that are indented under a mark, as one.
    private static func folded(after mark: String, in text: String) -> String? {
        guard let start = text.range(of: mark) else { return nil }
        let lines = text[start.upperBound...].split(separator: "\n", omittingEmptySubsequences: false)
        return lines.prefix { $0.hasPrefix("      ") }.joined(separator: " ")
    }
}
