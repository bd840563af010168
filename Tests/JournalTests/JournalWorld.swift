import Foundation
import Journal

/// A state directory of its own for one test.
final class JournalWorld: Sendable {
    let directory: URL
    var path: String { directory.appending(path: "journal.sqlite").path }
    let start = Date(timeIntervalSince1970: 1_790_000_000.125)

    init() throws {
        directory = URL(fileURLWithPath: NSTemporaryDirectory()).appending(path: "gossan-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    deinit {
        do { try FileManager.default.removeItem(at: directory) } catch { print("\(directory) stays: \(error)") }
    }

    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted() }
    }

    func drop(_ number: Int, sha: Int? = nil, campaign: String = "chagai") -> DropRecord {
        let digits = String(sha ?? number, radix: 16)
        let hash = String(repeating: "0", count: 64 - digits.count) + digits
        let name: [UInt8] = [0xFF, 0x0A, UInt8(truncatingIfNeeded: number)]
        return DropRecord(
            campaign: campaign, delivery: "d\(number)", sha: hash, name: name, display: #"\xFF\n"#, size: number,
            state: "claimed", claimedAt: start + TimeInterval(number),
            parts: [DropRecord.Part(name: name, display: #"\xFF\n"#, file: "a.tif", sha: hash, size: number)])
    }

    func accepted(_ drop: DropRecord) -> DropRecord {
        var drop = drop
        drop.state = "accepted"
        drop.verdict = .accepted
        drop.layer = "tmi"
        drop.notes = ["CRS assumed", "\"quoted\"\n"]
        drop.updatedAt = drop.claimedAt + 60
        return drop
    }

    func withoutSequence(_ drop: DropRecord) -> DropRecord {
        var drop = drop
        drop.sequence = 0
        return drop
    }
}
