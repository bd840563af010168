import FoundationEssentials
import Jobs
import Store
package import SystemPackage

/// The targets that a run published, as `targets.geojson` holds them.
package struct TargetList: Sendable {
    /// One target with all its published properties.
    package struct Entry: Sendable, Codable {
        package enum Value: Sendable, Hashable {
            case number(Double)
            case text(String)
            case missing
        }

        package var properties: [String: Value]

        package var id: String { text("id") }
        package var rank: Int { Int(number("rank") ?? 0) }

        package func number(_ name: String) -> Double? {
            if case .number(let value)? = properties[name] { value } else { nil }
        }

        package func text(_ name: String) -> String {
            if case .text(let value)? = properties[name] { value } else { "" }
        }

        /// What each evidence adds, strongest first.
        package var contributions: [(evidence: String, value: Double)] {
            let prefix = "contribution_"
            let found = properties.keys.filter { $0.hasPrefix(prefix) }.compactMap { key in
                number(key).map { (evidence: String(key.dropFirst(prefix.count)), value: $0) }
            }
            return found.sorted { ($1.value, $0.evidence) < ($0.value, $1.evidence) }
        }
    }

    package let targets: [Entry]

    /// Reads the list of a run's directory.
    package init(of run: FilePath) throws {
        struct Collection: Decodable { var features: [Entry] }
        let path = run.appending("targets.geojson")
        guard try FileSystem.real.statusIfPresent(path) != nil else {
            throw DaemonError(
                code: .noInput, path: path.string, reason: "this run cut no targets",
                remedy: "add targets to campaign.yaml")
        }
        let bytes = try FileSystem.real.contents(of: path, atMost: 1 << 30)
        targets = try JSON.decode(Collection.self, from: Data(bytes)).features.sorted { $0.rank < $1.rank }
    }

    /// The target of this id or rank, or an error that names the first ones.
    package func target(_ name: String) throws(DaemonError) -> Entry {
        if let found = targets.first(where: { $0.id == name || "\($0.rank)" == name }) { return found }
        let known = targets.prefix(5).map { "\($0.rank) (\($0.id))" }.joined(separator: ", ")
        throw DaemonError(
            code: .noInput, path: "", reason: "there is no target '\(name)'",
            remedy: known.isEmpty ? "the run has none" : "name one by its rank or id, such as \(known)")
    }
}

extension TargetList.Entry.Value: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .missing
        } else if let number = try? container.decode(Double.self) {
            // JSON tells a number from a text only by trying.
            self = .number(number)
        } else {
            self = .text(try container.decode(String.self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .number(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .missing: try container.encodeNil()
        }
    }
}
