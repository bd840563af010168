import FoundationEssentials
import Jobs
import Survey

/// Occurrences as they pass between jobs: JSON, in the campaign's CRS.
enum OccurrenceFile {
    static func read(_ path: String) throws -> [Occurrence] {
        try JSON.decode([Occurrence].self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }

    static func write(_ occurrences: [Occurrence], to path: String) throws {
        try JSON.encode(occurrences).write(to: URL(fileURLWithPath: path))
    }
}
