import Foundation
import Jobs
import Journal
import Spool
import Store
import Synchronization
import SystemPackage
import Testing

@testable import Daemon

@Suite struct IntakeTests {
    /// A spool, a journal and an examiner of its own for one test.
    private final class World: Sendable {
        let directory: URL
        let spool: SpoolDirectory
        let journal: Journal
        let clock = Hand()
        let script: Script

        init(_ script: Script = Script(), at directory: URL? = nil) throws {
            self.directory =
                directory ?? FileManager.default.temporaryDirectory.appending(path: "gossan-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: self.directory, withIntermediateDirectories: true)
            spool = try SpoolDirectory(root: FilePath(self.directory.appending(path: "spool").path), campaign: "camp")
            journal = try Journal.open(self.directory.appending(path: "journal.sqlite").path).journal
            self.script = script
        }

        var intake: Intake {
            Intake(
                spool: spool, journal: journal, examiner: script, rules: .init(quiet: .zero), lanes: Lanes(2),
                time: clock.source, tell: { notice in self.script.hear(notice) })
        }

        func drop(_ name: String, _ text: String) throws {
            try Data(text.utf8).write(to: URL(filePath: spool.incoming.appending(name).string))
        }

        func names(_ shelf: FilePath) throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: shelf.string).sorted()
        }

        func remove() { do { try FileManager.default.removeItem(at: directory) } catch {} }
    }

    /// An examiner that does what a test says, by the file's name.
    private final class Script: DropExaminer {
        private let answers = Mutex<[String: [JobFailure.Code]]>([:])
        private let looks = Mutex<[String]>([])
        private let notices = Mutex<[IntakeNotice]>([])
        private let most = Mutex(0)

        init(_ failures: [String: [JobFailure.Code]] = [:]) {
            answers.withLock { $0 = failures }
        }

        func hear(_ notice: IntakeNotice) { notices.withLock { $0.append(notice) } }
        /// The most drops that lay in active/ while one was examined.
        var mostActive: Int { most.withLock { $0 } }
        var seen: [String] { looks.withLock { $0 } }
        var troubles: Int {
            notices.withLock { $0.count { if case .trouble = $0 { true } else { false } } }
        }

        private func active(beside directory: FilePath) -> Int {
            do {
                let shelf = directory.removingLastComponent().string
                return try FileManager.default.contentsOfDirectory(atPath: shelf).count
            } catch { return .max }
        }

        func examine(_ drop: ClaimedDrop, in directory: FilePath) async throws(JobFailure) -> Examination {
            let name = drop.displayName
            // In the meantime whoever else is in work goes on as far as it can.
            for _ in 0..<50 {
                await Task.yield()
                most.withLock { $0 = max($0, active(beside: directory)) }
            }
            looks.withLock { $0.append(name) }
            let code = answers.withLock { answers -> JobFailure.Code? in
                guard answers[name]?.isEmpty == false else { return nil }
                return answers[name]?.removeFirst()
            }
            if let code { throw JobFailure(code: code, reason: "as scripted", remedy: "none") }
            return Examination(layer: "layer")
        }
    }

    @Test func `a file whose reader dies twice is rejected before the third try, and others go on`() async throws {
        let world = try World(Script(["bad.tif": [.died, .died, .died]]))
        defer { world.remove() }
        try world.drop("bad.tif", "poison")
        try world.drop("good.tif", "sound")
        let outlook = try await world.intake.look()
        #expect(outlook.accepted == 1 && outlook.rejected == 1)
        #expect(world.script.seen.count { $0 == "bad.tif" } == 2)
        #expect(try world.names(world.spool.rejected) == ["bad.tif", "bad.tif.reason.txt", "bad.tif.status.json"])
        #expect(try world.names(world.spool.active) == [])
    }

    @Test func `what the machine made fail is tried again after a pause, and never counted against the file`()
        async throws
    {
        let failures = [JobFailure.Code](repeating: .temporary, count: 20) + [.unavailable]
        let world = try World(Script(["a.tif": failures]))
        defer { world.remove() }
        try world.drop("a.tif", "sound")
        let intake = world.intake
        var outlook = try await intake.look()
        #expect(outlook.troubles.count == 1)
        // Not again before its time.
        outlook = try await intake.look()
        #expect(world.script.seen.count == 1)
        for _ in 0..<21 {
            world.clock.advance(Backoff.longest)
            outlook = try await intake.look()
        }
        #expect(outlook.accepted == 1)
        #expect(world.script.seen.count == 22)
        let record = try await world.journal.latestDrops(of: "camp", limit: 1).first
        #expect(record?.attempts == 0 && record?.interruptions == 0 && record?.verdict == .accepted)
    }

    @Test func `a file whose reader is always killed from outside ends as well`() async throws {
        let world = try World(Script(["a.tif": [JobFailure.Code](repeating: .killed, count: 100)]))
        defer { world.remove() }
        try world.drop("a.tif", "large")
        let intake = world.intake
        for _ in 0..<30 {
            _ = try await intake.look()
            world.clock.advance(Backoff.longest)
        }
        #expect(world.script.seen.count == Intake.interruptions)
        #expect(try world.names(world.spool.rejected).contains("a.tif"))
    }

    @Test func `what was being read when the daemon ended waits longer each time, and others do not wait for it`()
        async throws
    {
        // A reader killed from outside stays counted, as when the daemon ends with it.
        let world = try World(Script(["a.tif": [JobFailure.Code](repeating: .killed, count: 5)]))
        defer { world.remove() }
        try world.drop("a.tif", "unlucky")
        _ = try await world.intake.look()
        for ends in 1...5 {
            let intake = world.intake
            try await intake.recover()
            try world.drop("b\(ends).tif", "other \(ends)")
            #expect(try await intake.look().accepted == 1)
            world.clock.advance(Backoff.hold(afterEnds: ends) - .milliseconds(1))
            #expect(try await intake.look().lookAgain != nil)
            #expect(world.script.seen.count { $0 == "a.tif" } == ends)
            world.clock.advance(.milliseconds(1))
            _ = try await intake.look()
            #expect(world.script.seen.count { $0 == "a.tif" } == ends + 1)
        }
        #expect(try await world.journal.verdicts(of: "camp").values.allSatisfy { $0 == .accepted })
    }

    @Test func `the same bytes at once under many names are looked at once`() async throws {
        let world = try World()
        defer { world.remove() }
        for number in 0..<60 { try world.drop("copy-\(number).tif", "the same") }
        #expect(try await world.intake.look().accepted == 1)
        #expect(world.script.seen.count == 1)
        let verdicts = try await world.journal.verdicts(of: "camp").values
        #expect(verdicts.count { $0 == .duplicate } == 59)
        // Not all of them are copied while the first is being read.
        #expect(world.script.mostActive <= 4)
    }

    @Test func `a rejected file that is moved back is looked at anew, as often as one likes`() async throws {
        let world = try World(Script(["a.tif": [.badData, .died, .badData, .badData]]))
        defer { world.remove() }
        try world.drop("a.tif", "data")
        for round in 1...3 {
            let intake = world.intake
            _ = try await intake.look()
            #expect(
                try world.names(world.spool.rejected) == ["a.tif", "a.tif.reason.txt", "a.tif.status.json"],
                "round \(round)")
            #expect(try world.spool.retry(try #require(FileName("a.tif"))).map(\.display) == ["a.tif"])
        }
        #expect(try await world.intake.look().accepted == 1)
        // The old reason speaks of nothing that lies there.
        #expect(try world.names(world.spool.rejected) == [])
        #expect(world.script.seen.count == 5)
    }

    @Test func `a lost journal is rebuilt from the spool, and the same bytes are still known`() async throws {
        let world = try World(Script(["bad.tif": [.badData]]))
        defer { world.remove() }
        try world.drop("a.tif", "first")
        try world.drop("bad.tif", "second")
        _ = try await world.intake.look()
        try world.journal.close()
        for ending in ["", "-wal", "-shm"] {
            let path = world.directory.appending(path: "journal.sqlite\(ending)").path
            if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
        }
        let again = try World(Script(), at: world.directory)
        let intake = again.intake
        try await intake.recover()
        #expect(
            try await again.journal.verdicts(of: "camp").values.sorted { $0.rawValue < $1.rawValue } == [
                .accepted, .rejected,
            ])
        try again.drop("b.tif", "first")
        _ = try await intake.look()
        #expect(again.script.seen == [])
        #expect(try await again.journal.verdicts(of: "camp").values.contains(.duplicate))
    }

    @Test func `an upload that stalls is not taken before it is whole, and one that never goes on is after a while`()
        async throws
    {
        let world = try World()
        defer { world.remove() }
        let intake = Intake(
            spool: world.spool, journal: world.journal, examiner: world.script, rules: .init(quiet: .seconds(30)),
            lanes: Lanes(2), time: world.clock.source)
        // A zip's begin; its directory comes last.
        let begin = "PK\u{3}\u{4} the first half"
        try world.drop("slow.zip", begin)
        try world.drop("broken.zip", begin + ", of another")
        _ = try await intake.look()
        world.clock.advance(.seconds(600))
        #expect(try await intake.look().accepted == 0)
        #expect(world.script.seen == [])
        try world.drop("slow.zip", begin + ", the rest, PK\u{5}\u{6}" + String(repeating: "\0", count: 18))
        _ = try await intake.look()
        world.clock.advance(.seconds(30))
        #expect(try await intake.look().accepted == 1)
        #expect(world.script.seen == ["slow.zip"])
        world.clock.advance(.seconds(300))
        #expect(try await intake.look().accepted == 1)
        #expect(world.script.seen == ["slow.zip", "broken.zip"])
    }

    @Test func `senders have their turn one after another`() throws {
        func arrival(_ name: String, owner: UInt32) throws -> Arrival {
            let file = try #require(FileName(name))
            let status = FileStatus(
                kind: .regular, size: 1, permissions: 0o644, owner: owner, group: 0, device: 1, inode: 1, links: 1,
                modified: 1, changed: 1)
            return Arrival(
                group: DropGroup(main: file, parts: [file]), candidates: [Candidate(name: file, status: status)],
                readiness: .ready(.quiet))
        }
        let many = try (0..<4).map { try arrival("a\($0)", owner: 1) }
        let few = try [arrival("b0", owner: 2), arrival("b1", owner: 2)]
        let order = IntakeItem.inTurn(many + few).map { $0.group.main.display }
        #expect(order == ["a0", "b0", "a1", "b1", "a2", "a3"])
    }
}
