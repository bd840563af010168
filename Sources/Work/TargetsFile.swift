import FoundationEssentials
import Jobs
import Survey

/// Targets as they pass between jobs.
struct TargetsFile: Codable, Sendable {
    /// Names of the contributions, in the order of the model's evidence.
    var evidence: [String]
    /// The lowest score of a target's cells.
    var threshold: Double
    var crs: String
    var targets: [Target]
    var known: [Occurrence]

    static func read(_ path: String) throws -> TargetsFile {
        try JSON.decode(TargetsFile.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }

    func write(to path: String) throws {
        try JSON.encode(self, pretty: true).write(to: URL(fileURLWithPath: path))
    }
}
