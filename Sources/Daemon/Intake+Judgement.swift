import FoundationEssentials
import Jobs
import Journal
import Spool
import Store
import SystemPackage

extension Intake {
    /// Records a claimed drop and removes its originals: they go only when the journal knows the copy.
    func own(_ drop: ClaimedDrop) async throws {
        let known = try await journal.record(DropRecord(drop))
        // A verdict of old on what lies in active/ again: a person put it back.
        if known.verdict != nil {
            try await journal.reopen(
                campaign: spool.campaign, delivery: drop.delivery, state: DropState.claimed.rawValue,
                at: drop.claimedAt)
            try spool.forgetRejection(of: drop)
        }
        try spool.release(drop)
    }

    /// The verdict on a claimed drop; a fault of the machine is thrown and it is looked at again.
    func judge(_ drop: ClaimedDrop) async throws -> DropRecord.Verdict {
        let earlier = try await journal.accepted(
            sha: drop.identity.hex, campaign: spool.campaign, otherThan: drop.delivery)
        if let first = earlier {
            try spool.duplicate(drop, of: first.delivery, at: time.date())
            return try await decide(
                DropStatus(
                    drop: drop, state: .duplicate, notes: ["the same bytes came first as \(first.display)"],
                    duplicateOf: first.delivery, decidedAt: time.date()))
        }
        if let problem = drop.checksumProblem ?? drop.missingProblem { return try await reject(drop, problem) }
        while true {
            switch try await examine(drop) {
            case .taken(let found):
                try spool.accept(
                    drop, layer: found.layer, contents: found.contents, notes: found.notes, at: time.date())
                return try await decide(
                    DropStatus(
                        drop: drop, state: .accepted, layer: found.layer, contents: found.contents,
                        notes: found.notes, decidedAt: time.date()))
            case .refused(let rejection): return try await reject(drop, rejection)
            case .again: continue
            }
        }
    }

    private enum Finding {
        case taken(Examination)
        case refused(Rejection)
        /// The reader died for the first time.
        case again
    }

    private func examine(_ drop: ClaimedDrop) async throws -> Finding {
        let begun = try await journal.beginTry(
            campaign: spool.campaign, delivery: drop.delivery, state: DropState.examining.rawValue, at: time.date())
        // The count of interruptions holds this try as well.
        if begun.interruptions > Self.interruptions { return .refused(.poison("the daemon", begun.interruptions - 1)) }
        if begun.attempts >= Self.tries { return .refused(.poison("its reader", begun.attempts)) }
        do {
            let (examiner, directory, tell) = (examiner, spool.directory(of: drop), tell)
            let found = try await lanes.run(for: spool.campaign) {
                tell(.examining(name: drop.displayName))
                return try await examiner.examine(drop, in: directory)
            }
            try await endTry(of: drop, readerDied: false)
            return .taken(found)
        } catch let failure as JobFailure {
            switch failure.code {
            case .badData, .usage, .noInput:
                try await endTry(of: drop, readerDied: false)
                return .refused(
                    Rejection(
                        what: failure.reason.withoutFolder(of: spool.directory(of: drop)), place: failure.file,
                        remedy: failure.remedy))
            case .died:
                tell(.readerDied(name: drop.displayName, sha: drop.identity.hex, reason: failure.reason))
                let record = try await endTry(of: drop, readerDied: true)
                guard record.attempts >= Self.tries else { return .again }
                return .refused(.poison("its reader", record.attempts, lastly: failure.reason))
            case .killed:
                // It stays counted as an interruption: a file that always gets its reader killed ends as well.
                tell(.readerDied(name: drop.displayName, sha: drop.identity.hex, reason: failure.reason))
                throw failure
            case .temporary, .unavailable:
                try await endTry(of: drop, readerDied: false)
                throw failure
            }
        } catch {
            // A disk that lost what was written is no reason to write more.
            if case .fatal = Fault(error) { throw error }
            try await endTry(of: drop, readerDied: false)
            throw error
        }
    }

    @discardableResult
    private func endTry(of drop: ClaimedDrop, readerDied: Bool) async throws -> DropRecord {
        let (journal, campaign) = (journal, spool.campaign)
        // In a task of its own: when the daemon is told to end, this must still be written.
        return try await Task {
            try await journal.endTry(campaign: campaign, delivery: drop.delivery, readerDied: readerDied)
        }.value
    }

    private func reject(_ drop: ClaimedDrop, _ rejection: Rejection) async throws -> DropRecord.Verdict {
        let seconds = settling.rules.stall.components.seconds
        let wait = seconds < 120 ? "\(seconds) seconds" : "\(seconds / 60) minutes"
        let notes =
            drop.settledBy == .stalled
            ? ["it did not seem whole, and was waited for, unchanged, for \(wait)"] : []
        return try await decide(spool.reject(drop, rejection, notes: notes, at: time.date()))
    }

    private func decide(_ status: DropStatus) async throws -> DropRecord.Verdict {
        let (journal, record) = (journal, DropRecord(status))
        try await Task { try await journal.decide(record) }.value
        tell(.verdict(record))
        guard let verdict = record.verdict else { preconditionFailure("a decided status has a verdict") }
        return verdict
    }
}

extension Rejection {
    fileprivate static func poison(_ who: String, _ times: Int, lastly reason: String = "") -> Rejection {
        Rejection(
            what: "\(who) ended \(times) times while it was read" + (reason.isEmpty ? "" : ": \(reason)"),
            remedy: "check the file with the program that wrote it, and write it anew")
    }
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

extension String {
    /// The text with names alone where it names files of a drop by their paths: where the daemon keeps them is no news
    /// for the one who dropped them.
    fileprivate func withoutFolder(of directory: FilePath) -> String {
        replacing(directory.string + "/", with: "")
    }
}
