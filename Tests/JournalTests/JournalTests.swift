import Foundation
import GRDB
import Testing

@testable import Journal

@Suite struct JournalTests {
    @Test func `a delivery comes back as it was recorded, any bytes in its name, after a reopen`() async throws {
        let world = try JournalWorld()
        let (first, condition) = try Journal.open(world.path)
        #expect(condition == .created)
        try await first.record(world.drop(1))
        try first.close()
        let (second, again) = try Journal.open(world.path)
        #expect(again == .intact)
        let found = try await second.drop(campaign: "chagai", delivery: "d1")
        #expect(found.map(world.withoutSequence) == world.drop(1))
        #expect(found?.sequence == 1)
        #expect(try await second.drop(campaign: "other", delivery: "d1") == nil)
    }

    @Test func `every connection syncs fully, checks keys and writes ahead`() async throws {
        let world = try JournalWorld()
        for _ in 0..<2 {
            let (journal, _) = try Journal.open(world.path)
            let settings = try await journal.write { database in
                try ["synchronous", "foreign_keys", "journal_mode"].map {
                    try String.fetchOne(database, sql: "PRAGMA \($0)") ?? ""
                }
            }
            #expect(settings == ["2", "1", "wal"])
            try journal.close()
        }
    }

    @Test func `recording a delivery twice keeps the first and its state`() async throws {
        let world = try JournalWorld()
        let (journal, _) = try Journal.open(world.path)
        try await journal.record(world.drop(1))
        try await journal.updateState(campaign: "chagai", delivery: "d1", to: "examining", at: world.start + 9)
        let again = try await journal.record(world.drop(1))
        #expect(again.state == "examining")
        #expect(again.updatedAt == world.start + 9)
        #expect(again.parts.count == 1)
    }

    @Test func `accepted drops come in the order of delivery and of one campaign`() async throws {
        let world = try JournalWorld()
        let (journal, _) = try Journal.open(world.path)
        for number in [3, 1, 2] {
            try await journal.record(world.drop(number))
            if number != 1 { try await journal.decide(world.accepted(world.drop(number))) }
        }
        try await journal.record(world.drop(4, campaign: "other"))
        try await journal.decide(world.accepted(world.drop(4, campaign: "other")))
        let accepted = try await journal.acceptedDrops(of: "chagai") { [$0] }
        #expect(accepted.map(world.withoutSequence) == [3, 2].map { world.accepted(world.drop($0)) })
        #expect(try await journal.undecidedDrops(of: "chagai").map(\.delivery) == ["d1"])
        #expect(try await journal.latestDrops(of: "chagai", limit: 2).map(\.delivery) == ["d2", "d1"])
    }

    @Test func `the first accepted of the same bytes is found, in its campaign and other than the one asked about`()
        async throws
    {
        let world = try JournalWorld()
        let (journal, _) = try Journal.open(world.path)
        for number in 1...5 {
            let drop = world.drop(number, sha: number == 2 ? 2 : 1)
            try await journal.record(drop)
            if number > 1 { try await journal.decide(world.accepted(drop)) }
        }
        let sha = world.drop(1).sha
        #expect(try await journal.accepted(sha: sha, campaign: "chagai", otherThan: "d5")?.delivery == "d3")
        #expect(try await journal.accepted(sha: sha, campaign: "chagai", otherThan: "d3")?.delivery == "d4")
        #expect(try await journal.accepted(sha: world.drop(2, sha: 2).sha, campaign: "chagai", otherThan: "d2") == nil)
        #expect(try await journal.accepted(sha: sha, campaign: "other", otherThan: "d5") == nil)
    }

    @Test func `a try is counted before it begins, and its end says whether the reader died`() async throws {
        let world = try JournalWorld()
        let (journal, _) = try Journal.open(world.path)
        try await journal.record(world.drop(1))
        func begin(_ journal: Journal) async throws -> DropRecord {
            try await journal.beginTry(campaign: "chagai", delivery: "d1", state: "examining", at: world.start)
        }
        #expect(try await begin(journal).interruptions == 1)
        try journal.close()
        // The daemon ended during the first try; the next two end by themselves.
        let (reopened, _) = try Journal.open(world.path)
        #expect(try await begin(reopened).interruptions == 2)
        let died = try await reopened.endTry(campaign: "chagai", delivery: "d1", readerDied: true)
        #expect(died.interruptions == 1 && died.attempts == 1)
        _ = try await begin(reopened)
        let ended = try await reopened.endTry(campaign: "chagai", delivery: "d1", readerDied: false)
        #expect(ended.interruptions == 1 && ended.attempts == 1)
    }

    @Test func `a delivery that is put back has no verdict and no tries`() async throws {
        let world = try JournalWorld()
        let (journal, _) = try Journal.open(world.path)
        try await journal.record(world.drop(1))
        _ = try await journal.beginTry(campaign: "chagai", delivery: "d1", state: "examining", at: world.start)
        try await journal.endTry(campaign: "chagai", delivery: "d1", readerDied: true)
        try await journal.decide(world.accepted(world.drop(1)))
        #expect(try await journal.verdicts(of: "chagai") == ["d1": .accepted])
        try await journal.reopen(campaign: "chagai", delivery: "d1", state: "claimed", at: world.drop(1).claimedAt)
        #expect(try await journal.drop(campaign: "chagai", delivery: "d1").map(world.withoutSequence) == world.drop(1))
        #expect(try await journal.verdicts(of: "chagai") == [:])
    }

    @Test func `a delivery that is not there is an error and not a silence`() async throws {
        let world = try JournalWorld()
        let (journal, _) = try Journal.open(world.path)
        for attempt in 0..<3 {
            let error = await #expect(throws: JournalError.self) {
                switch attempt {
                case 0: try await journal.updateState(campaign: "c", delivery: "d", to: "x", at: world.start)
                case 1: _ = try await journal.beginTry(campaign: "c", delivery: "d", state: "x", at: world.start)
                default: try await journal.decide(world.drop(1))
                }
            }
            #expect(error?.code == .notFound)
        }
    }

    @Test func `runs, events and the summary tell where a campaign stands`() async throws {
        let world = try JournalWorld()
        let (journal, _) = try Journal.open(world.path)
        for number in 1...3 { try await journal.record(world.drop(number)) }
        try await journal.decide(world.accepted(world.drop(1)))
        let old = RunRecord(
            campaign: "chagai", name: "run-1", state: .failed, reason: "no evidence", startedAt: world.start)
        var new = RunRecord(campaign: "chagai", name: "run-2", state: .running, startedAt: world.start + 1)
        for run in [new, old] { try await journal.record(run) }
        new.state = .published
        new.manifest = world.drop(7).sha
        new.finishedAt = world.start + 2
        try await journal.record(new)
        #expect(try await journal.runs(of: "chagai") == [old, new])
        let event = EventRecord(
            at: world.start, campaign: "chagai", subject: "run-2", kind: "published", detail: "a\nb")
        try await journal.note(event)
        #expect(try await journal.latestEvents(of: "chagai", limit: 9) == [event])
        let summary = try await journal.statusSummary()
        #expect(
            summary == [
                CampaignSummary(
                    campaign: "chagai", drops: ["claimed": 2, "accepted": 1],
                    lastChange: world.accepted(world.drop(1)).updatedAt, lastRun: new)
            ])
    }

    @Test func `a rebuilt journal says the same as the lost one, and rebuilding again changes nothing`() async throws {
        let world = try JournalWorld()
        let (journal, _) = try Journal.open(world.path)
        let drops = [world.accepted(world.drop(2)), world.drop(3), world.accepted(world.drop(1))]
        let run = RunRecord(campaign: "chagai", name: "run-1", state: .published, startedAt: world.start)
        for _ in 0..<2 { try await journal.rebuild(drops: drops, runs: [run]) }
        #expect(try await journal.acceptedDrops(of: "chagai") { [$0.delivery] } == ["d1", "d2"])
        #expect(try await journal.undecidedDrops(of: "chagai").map(\.delivery) == ["d3"])
        #expect(try await journal.runs(of: "chagai") == [run])
    }

    @Test func `rebuilding adds what is missing and overrules no verdict`() async throws {
        let world = try JournalWorld()
        let (journal, _) = try Journal.open(world.path)
        try await journal.record(world.drop(1))
        var rejected = world.drop(2)
        rejected.verdict = .rejected
        rejected.state = "rejected"
        try await journal.record(rejected)
        try await journal.decide(rejected)
        try await journal.rebuild(drops: [1, 2].map { world.accepted(world.drop($0)) }, runs: [])
        #expect(try await journal.drop(campaign: "chagai", delivery: "d1")?.verdict == .accepted)
        #expect(try await journal.drop(campaign: "chagai", delivery: "d2")?.verdict == .rejected)
    }
}
