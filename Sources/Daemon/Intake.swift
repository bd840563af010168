import FoundationEssentials
import Jobs
package import Journal
package import Spool
package import Store

/// One campaign's way from incoming/ to a verdict: settle, claim, examine, accept or reject.
///
/// Everything it does may be cut off at any point: the spool and the journal say where to go on.
package actor Intake {
    /// What a look at the spool gave.
    package struct Outlook: Sendable, Hashable {
        /// Drops that were accepted now.
        package var accepted = 0
        package var rejected = 0
        /// How many wait, and for what.
        package var waiting: [String] = []
        /// When to look again although nothing happens; `nil` where there is nothing to wait for.
        package var lookAgain: Duration?

        package init() {}
    }

    /// A drop whose worker died this often is rejected: the third try would be one too many.
    package static let tries = 2

    private let spool: SpoolDirectory
    private let journal: Journal
    private let examiner: any DropExaminer
    private let time: TimeSource
    private let report: @Sendable (DropRecord) -> Void
    private var settling: Settling

    /// `report` is told of every verdict, for the log.
    package init(
        spool: SpoolDirectory, journal: Journal, examiner: any DropExaminer, rules: Settling.Rules,
        time: TimeSource = .system, report: @escaping @Sendable (DropRecord) -> Void = { _ in }
    ) {
        self.spool = spool
        self.journal = journal
        self.examiner = examiner
        self.time = time
        self.report = report
        settling = Settling(rules: rules)
    }

    /// Takes up what the last process left: claimed drops are recorded and released, interrupted rejections finished.
    package func recover() async throws {
        let recovery = try spool.recover()
        for status in recovery.finished {
            try await journal.record(DropRecord(status.drop))
            try await journal.decide(DropRecord(status))
        }
        for drop in recovery.claimed {
            try await journal.record(DropRecord(drop))
            try spool.release(drop)
        }
        for drop in recovery.claimed { _ = try await judge(drop) }
    }

    /// Tells of a rename that inotify saw.
    package func moved(from: FileName?, to name: FileName) {
        settling.moved(from: from, to: name)
    }

    /// Lists incoming/ once and does all that can be done now.
    package func look() async throws -> Outlook {
        var outlook = Outlook()
        let now = time.elapsed()
        let listing = try spool.list()
        settling.observe(listing, at: now)
        for refusal in settling.settledRefusals(listing, at: now) {
            try await refuse(refusal)
            outlook.rejected += 1
        }
        if listing.refused.count > outlook.rejected { outlook.wait(until: now + settling.rules.quiet) }
        for arrival in settling.arrivals(listing, at: now) { try await take(arrival, at: now, &outlook) }
        return outlook
    }

    private func take(_ arrival: Arrival, at now: Duration, _ outlook: inout Outlook) async throws {
        switch arrival.readiness {
        case .waiting(let until, let what):
            outlook.waiting.append("\(arrival.group.main.display): waiting for \(what)")
            outlook.wait(until: until)
        case .check(let candidates):
            for candidate in candidates { settling.checked(candidate, agrees: try spool.agrees(candidate)) }
            outlook.wait(until: now)
        case .ready, .incomplete:
            guard let drop = try claim(arrival, at: now) else {
                outlook.wait(until: now + settling.rules.quiet)
                return
            }
            // The originals go only when the journal knows the copy.
            try await journal.record(DropRecord(drop))
            try spool.release(drop)
            switch try await judge(drop) {
            case .accepted: outlook.accepted += 1
            case .rejected: outlook.rejected += 1
            case .duplicate, nil: break
            }
        }
    }

    /// The claimed drop; `nil` where it changed while it was copied.
    private func claim(_ arrival: Arrival, at now: Duration) throws -> ClaimedDrop? {
        do {
            return try spool.take(arrival, at: time.date())
        } catch {
            guard error.code == .changed || error.code == .notFound else { throw error }
            for candidate in arrival.candidates { settling.changed(candidate.name, at: now) }
            return nil
        }
    }

    private func refuse(_ refusal: Refusal) async throws {
        do {
            let name = try spool.reject(refusal, at: time.date())
            try await journal.note(
                .init(
                    at: time.date(), campaign: spool.campaign, subject: name.display, kind: "refused",
                    detail: "\(refusal.reason); \(refusal.remedy)"))
        } catch let error as StoreError {
            // It was changed or taken away since it was listed: the next listing sees what it is now.
            guard error.code == .changed || error.code == .notFound else { throw error }
        }
    }

    /// The verdict on a claimed drop; `nil` where the machine is at fault and it will be looked at again.
    private func judge(_ drop: ClaimedDrop) async throws -> DropRecord.Verdict? {
        let earlier = try await journal.drops(sha: drop.identity.hex, campaign: spool.campaign)
        if let first = earlier.first(where: { $0.verdict == .accepted && $0.delivery != drop.delivery }) {
            try spool.duplicate(drop, of: first.delivery, at: time.date())
            return try await decide(
                DropStatus(
                    drop: drop, state: .duplicate, notes: ["the same bytes came first as \(first.display)"],
                    duplicateOf: first.delivery, decidedAt: time.date()))
        }
        if let problem = drop.checksumProblem ?? drop.missingProblem { return try await reject(drop, problem) }
        let attempt = try await journal.beginAttempt(
            campaign: spool.campaign, delivery: drop.delivery, state: DropState.examining.rawValue, at: time.date())
        if attempt > Self.tries {
            return try await reject(
                drop,
                Rejection(
                    what: "reading it ended the reader \(attempt - 1) times",
                    remedy: "check the file with the program that wrote it, and write it anew"))
        }
        do {
            let found = try await examiner.examine(drop, in: spool.directory(of: drop))
            try spool.accept(drop, layer: found.layer, notes: found.notes, at: time.date())
            return try await decide(
                DropStatus(
                    drop: drop, state: .accepted, layer: found.layer, notes: found.notes, decidedAt: time.date()))
        } catch let failure as JobFailure {
            switch failure.code {
            case .badData, .usage, .noInput:
                return try await reject(
                    drop, Rejection(what: failure.reason, place: failure.file, remedy: failure.remedy))
            case .died: return try await judge(drop)
            case .temporary, .unavailable:
                try await journal.forgiveAttempt(campaign: spool.campaign, delivery: drop.delivery)
                throw failure
            }
        }
    }

    private func reject(_ drop: ClaimedDrop, _ rejection: Rejection) async throws -> DropRecord.Verdict? {
        try await decide(spool.reject(drop, rejection, at: time.date()))
    }

    private func decide(_ status: DropStatus) async throws -> DropRecord.Verdict? {
        let record = DropRecord(status)
        try await journal.decide(record)
        report(record)
        return record.verdict
    }
}

extension Intake.Outlook {
    mutating func wait(until: Duration) { lookAgain = min(lookAgain ?? until, until) }
}

extension ClaimedDrop {
    /// What the sender's checksum says against the bytes.
    fileprivate var checksumProblem: Rejection? {
        switch checksum {
        case .none, .agrees: nil
        case .disagrees:
            Rejection(what: "its bytes are not those of the checksum beside it", remedy: "send it again, whole")
        case .unreadable:
            Rejection(
                what: "the checksum file beside it holds no checksum for this name",
                remedy: "write it with 'sha256sum \(displayName)'")
        }
    }

    fileprivate var missingProblem: Rejection? {
        missing.isEmpty
            ? nil
            : Rejection(
                what: "a part of it did not come: \(missing.joined(separator: ", "))",
                remedy: "drop all its files together, this one too")
    }
}
