import Campaign
import FoundationEssentials
import Store
package import SystemPackage

/// The deposit models that this installation brings.
package struct TemplateShelf: Sendable {
    private let folder: FilePath
    private let files = FileSystem.real

    private static let ending = ".yaml"

    package init(_ installation: Installation) {
        folder = installation.templates
    }

    /// Names of all, in alphabetic order.
    package func names() throws -> [String] {
        guard try files.statusIfPresent(folder) != nil else { return [] }
        return try files.names(in: folder).map(\.display).filter { $0.hasSuffix(Self.ending) }
            .map { String($0.dropLast(Self.ending.count)) }.sorted()
    }

    /// The template of this name, or an error that names those that there are.
    func template(_ name: String) throws -> DepositTemplate {
        let known = try names()
        guard known.contains(name) else {
            throw DaemonError(
                code: .noInput, path: folder.string, reason: "there is no template '\(name)'",
                remedy: known.isEmpty ? "install the templates" : "name one of \(known.joined(separator: ", "))")
        }
        let path = folder.appending(name + Self.ending)
        let text = String(decoding: try files.contents(of: path, atMost: 1 << 20), as: UTF8.self)
        return try DepositTemplate.read(text, file: path.string)
    }

    /// A campaign that was begun, and what it is still without.
    package struct Beginning: Sendable, Encodable {
        package struct Missing: Sendable, Encodable {
            package var evidence: String
            /// Layers that it is made from.
            package var needs: [String]
            package var why: String
            package var sources: [String]
        }

        package var campaign: String
        package var template: String
        package var missing: [Missing]
    }

    /// Writes a template's campaign as a new file; `grid` is a grid file's name or a mapping in one line.
    package func begin(_ target: FilePath, from name: String, grid: String) throws -> Beginning {
        let template = try template(name)
        guard try files.statusIfPresent(target) == nil else {
            throw DaemonError(
                code: .usage, path: target.string, reason: "there is a campaign already",
                remedy: "name a new directory")
        }
        let directory = target.removingLastComponent()
        try files.makeDirectories(directory)
        let text = template.campaignText(name: template.campaignName(in: directory), grid: grid)
        try files.create(target, Array(text.utf8))
        let texts = Dictionary(template.sources.map { ($0.key, $0.text) }, uniquingKeysWith: { first, _ in first })
        return Beginning(
            campaign: target.string, template: template.name,
            missing: template.evidence.map { evidence in
                Beginning.Missing(
                    evidence: evidence.name, needs: evidence.needs, why: evidence.why,
                    sources: evidence.sources.compactMap { texts[$0] })
            })
    }
}

extension DepositTemplate {
    /// A campaign's name from that of a directory: lower case, `-` for what a name cannot hold; the template's own where
    /// nothing is left.
    func campaignName(in directory: FilePath) -> String {
        let words = (directory.lastComponent?.string ?? "").lowercased().split { letter in
            !(letter.isASCII && (letter.isLetter || letter.isNumber)) && letter != "_"
        }
        let slug = String(words.joined(separator: "-").prefix(64))
        return slug.isEmpty ? name : slug
    }
}
