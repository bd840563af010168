import Foundation
import GRDB
import Testing

@testable import Journal

@Suite struct JournalOpeningTests {
    /// A closed journal of some hundred rows.
    private func fill(_ world: JournalWorld) async throws {
        let (journal, _) = try Journal.open(world.path)
        try await journal.rebuild(drops: (1...300).map { world.accepted(world.drop($0)) }, runs: [])
        try journal.close()
    }

    private func damage(_ world: JournalWorld, _ change: (inout Data) -> Void) throws {
        let url = URL(fileURLWithPath: world.path)
        var bytes = try Data(contentsOf: url)
        change(&bytes)
        try bytes.write(to: url)
    }

    @Test(arguments: ["zero bytes", "text", "header", "page", "tail", "pages swapped"])
    func `a damaged journal is moved aside, kept, and an empty one takes its place`(kind: String) async throws {
        let world = try JournalWorld()
        try await fill(world)
        var damaged = Data()
        try damage(world) { bytes in
            switch kind {
            case "zero bytes": bytes = Data()
            case "text": bytes = Data(repeating: UInt8(ascii: "x"), count: 9000)
            case "header": bytes.replaceSubrange(0..<100, with: Data(count: 100))
            case "page": bytes.replaceSubrange(8192..<12288, with: Data(repeating: 0xA5, count: 4096))
            case "tail": bytes = bytes.prefix(bytes.count * 2 / 3)
            default:
                let page = bytes.subdata(in: 8192..<12288)
                bytes.replaceSubrange(8192..<12288, with: bytes.subdata(in: 16384..<20480))
                bytes.replaceSubrange(16384..<20480, with: page)
            }
            damaged = bytes
        }
        let (journal, condition) = try Journal.open(world.path)
        guard case .replaced(let aside, let reason) = condition else {
            Issue.record("it was taken for \(condition)")
            return
        }
        #expect(aside == world.path + ".corrupt-1")
        #expect(!reason.isEmpty)
        #expect(condition.isEmpty)
        #expect(try await journal.acceptedDrops(of: "chagai") { [$0] } == [])
        #expect(try Data(contentsOf: URL(fileURLWithPath: aside)) == damaged)
        try await journal.rebuild(drops: (1...300).map { world.accepted(world.drop($0)) }, runs: [])
        #expect(try await journal.acceptedDrops(of: "chagai") { [$0] }.count == 300)
        try journal.close()
        #expect(try Journal.open(world.path).condition == .intact)
    }

    @Test func `the second damaged journal gets the next number`() throws {
        let world = try JournalWorld()
        for number in 1...3 {
            try Data("not a database".utf8).write(to: URL(fileURLWithPath: world.path))
            for ending in ["-wal", "-shm"] { try Data("x".utf8).write(to: URL(fileURLWithPath: world.path + ending)) }
            let (journal, condition) = try Journal.open(world.path)
            guard case .replaced(let aside, _) = condition else {
                Issue.record("it was taken for \(condition)")
                return
            }
            #expect(aside.hasSuffix(".corrupt-\(number)"))
            try journal.close()
        }
    }

    @Test func `a broken foreign key is damage`() async throws {
        let world = try JournalWorld()
        try await fill(world)
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: world.path, configuration: configuration)
        try await queue.write { try $0.execute(sql: "DELETE FROM drops WHERE size = 7") }
        try queue.close()
        #expect(try Journal.open(world.path).condition.isEmpty)
    }

    @Test func `a log without its journal is moved aside with it`() throws {
        let world = try JournalWorld()
        try Data("stale".utf8).write(to: URL(fileURLWithPath: world.path + "-wal"))
        let (journal, condition) = try Journal.open(world.path)
        #expect(condition.isEmpty && condition != .created)
        #expect(try world.names.contains("journal.sqlite.corrupt-1-wal"))
        try journal.close()
    }

    @Test func `rows whose log was not yet folded in survive a death without close`() async throws {
        let world = try JournalWorld()
        let (journal, _) = try Journal.open(world.path)
        try await journal.record(world.drop(1))
        // What a killed process leaves: the files as they are now, copied elsewhere.
        let copy = try JournalWorld()
        for name in try world.names {
            try FileManager.default.copyItem(
                at: world.directory.appending(path: name), to: copy.directory.appending(path: name))
        }
        let (reopened, condition) = try Journal.open(copy.path)
        #expect(condition == .intact)
        #expect(try await reopened.drop(campaign: "chagai", delivery: "d1") != nil)
    }

    @Test func `a journal of a newer version is left alone`() async throws {
        let world = try JournalWorld()
        try await fill(world)
        let queue = try DatabaseQueue(path: world.path)
        try await queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('9')") }
        try queue.close()
        let error = #expect(throws: JournalError.self) { try Journal.open(world.path) }
        #expect(error?.code == .newer)
        #expect(try world.names.filter { $0.contains("corrupt") } == [])
    }

    @Test func `a state directory that is not there is no damage`() throws {
        let world = try JournalWorld()
        let error = #expect(throws: JournalError.self) {
            try Journal.open(world.directory.appending(path: "missing/journal.sqlite").path)
        }
        #expect(error?.code == .cannotOpen)
    }
}
