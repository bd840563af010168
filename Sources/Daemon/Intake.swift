import FoundationEssentials
import Jobs
package import Journal
package import Spool
package import Store
import SystemPackage

/// One campaign's way from incoming/ to a verdict: settle, claim, examine, accept or reject.
///
/// Everything it does may be cut off at any point: the spool and the journal say where to go on.
package actor Intake {
    /// What a look at the spool gave.
    package struct Outlook: Sendable, Hashable {
        /// Drops that were accepted now.
        package var accepted = 0
        package var rejected = 0
        /// How many candidates lie in incoming/.
        package var incoming = 0
        /// How many wait, and for what.
        package var waiting: [String] = []
        /// More could be done at once; it was left for the next look so that others have their turn.
        package var hasMore = false
        /// When to look again although nothing happens; `nil` where there is nothing to wait for.
        package var lookAgain: Duration?
        /// What the machine kept from being done.
        package var troubles: [String] = []

        package init() {}
    }

    /// A drop whose reader died this often is rejected: the third try would be one too many.
    package static let tries = 2
    /// A drop during whose examination the daemon itself ended this often is rejected too.
    static let interruptions = 10
    /// How many drops may wait in active/ for the machine before no more are claimed.
    private static let mostBlocked = 64

    let spool: SpoolDirectory
    let journal: Journal
    let examiner: any DropExaminer
    let lanes: Lanes
    let time: TimeSource
    let tell: @Sendable (IntakeNotice) -> Void
    private let width: Int
    private let pass: Duration
    var settling: Settling
    var pending: [ClaimedDrop] = []
    var backoff = Backoff()
    /// The bytes that are in work now, each with those that wait for it under other names.
    var inWork: [ContentHash: [CheckedContinuation<Void, Never>]] = [:]
    private var said: Set<String> = []

    /// `width` is how many drops are in work at once; `pass` how long one look goes on claiming.
    package init(
        spool: SpoolDirectory, journal: Journal, examiner: any DropExaminer, rules: Settling.Rules, lanes: Lanes,
        width: Int = 4, pass: Duration = .seconds(10), time: TimeSource = .system,
        tell: @escaping @Sendable (IntakeNotice) -> Void = { _ in }
    ) {
        self.spool = spool
        self.journal = journal
        self.examiner = examiner
        self.lanes = lanes
        self.width = max(1, width)
        self.pass = pass
        self.time = time
        self.tell = tell
        settling = Settling(rules: rules)
    }

    /// Takes up what the last process left: what was decided is recorded, what was claimed is gone on with at the next
    /// look. No worker runs here, so that a start never waits for one.
    package func recover() async throws {
        let recovery = try spool.recover()
        for status in recovery.finished {
            try await journal.record(DropRecord(status.drop))
            try await journal.decide(DropRecord(status))
        }
        for path in recovery.unexplained {
            tell(.trouble(name: path.string, reason: "no record explains it; it stays as it is"))
        }
        pending = recovery.claimed
        try await reconcile()
    }

    /// Tells of a rename that inotify saw.
    package func moved(from: FileName?, to name: FileName) {
        settling.moved(from: from, to: name)
    }

    /// Tells that inotify saw a writer close a file.
    package func closed(_ name: FileName) { settling.closed(name) }

    /// Lists incoming/ once and does all that can be done now, or as much as a pass allows.
    package func look() async throws -> Outlook {
        var outlook = Outlook()
        let now = time.elapsed()
        let listing = try spool.list()
        outlook.incoming = listing.candidates.count
        settling.observe(listing, at: now)
        for refusal in settling.settledRefusals(listing, at: now) where try await refuse(refusal, &outlook) {
            outlook.rejected += 1
        }
        if listing.refused.count > outlook.rejected { outlook.wait(until: now + settling.rules.quiet) }
        if !listing.waitingMarkers.isEmpty { outlook.wait(until: now + settling.rules.partPatience) }
        let ready = try await ready(settling.arrivals(listing, at: now), at: now, &outlook)
        forget(ready)
        try await work(on: ready, until: now + pass, &outlook)
        return outlook
    }

    /// Those that can be claimed, in turn between their senders.
    private func ready(
        _ arrivals: [Arrival], at now: Duration, _ outlook: inout Outlook
    ) async throws -> [IntakeItem] {
        var ready: [Arrival] = []
        var incomplete: Set<String> = []
        for arrival in arrivals {
            switch arrival.readiness {
            case .waiting(let until, let what):
                let name = arrival.group.main.display
                if outlook.waiting.count < 100 { outlook.waiting.append("\(name): waiting for \(what)") }
                if !arrival.group.missing.isEmpty, now >= settling.rest(of: arrival) {
                    incomplete.insert("\(name)/\(what)")
                    if !said.contains("\(name)/\(what)") { tell(.incomplete(name: name, missing: what)) }
                }
                outlook.wait(until: until)
            case .check(let candidates):
                try check(candidates, at: now, &outlook)
            case .ready, .incomplete: ready.append(arrival)
            }
        }
        said = incomplete
        return pending.map(IntakeItem.claimed) + IntakeItem.inTurn(ready).map(IntakeItem.arrived)
    }

    private func check(_ candidates: [Candidate], at now: Duration, _ outlook: inout Outlook) throws {
        for candidate in candidates where backoff.blocked(candidate.name.display, at: now) == nil {
            do {
                settling.checked(candidate, agrees: try spool.agrees(candidate))
                outlook.wait(until: now)
            } catch {
                guard error.code != .notFound else { continue }
                try note(error, of: candidate.name.display, &outlook)
            }
        }
    }

    private func forget(_ items: [IntakeItem]) {
        let there = Set(items.map(\.key))
        backoff.keep(there.contains)
    }

    private func work(on items: [IntakeItem], until end: Duration, _ outlook: inout Outlook) async throws {
        var rest = items[...]
        var gathered = outlook
        try await withThrowingTaskGroup(of: Step.self) { group in
            var running = 0
            while true {
                while running < width, let item = rest.first {
                    let now = time.elapsed()
                    if now >= end { break }
                    rest = rest.dropFirst()
                    if let until = backoff.blocked(item.key, at: now) {
                        gathered.wait(until: until)
                        continue
                    }
                    if case .arrived = item, backoff.count >= Self.mostBlocked { continue }
                    running += 1
                    group.addTask { try await self.step(item) }
                }
                guard running > 0, let step = try await group.next() else { break }
                running -= 1
                gathered.add(step)
            }
        }
        if !rest.isEmpty { gathered.hasMore = true }
        if gathered.hasMore { gathered.wait(until: time.elapsed()) }
        outlook = gathered
    }

    /// One drop as far as it goes now; a fault of the machine puts it off, a fatal one is thrown.
    private func step(_ item: IntakeItem) async throws -> Step {
        var key = item.key
        do {
            let drop: ClaimedDrop
            switch item {
            case .claimed(let claimed): drop = claimed
            case .arrived(let arrival):
                if let until = try inspect(arrival) { return .unsettled(until: until) }
                guard let claimed = try claim(arrival) else {
                    return .unsettled(until: time.elapsed() + settling.rules.quiet)
                }
                drop = claimed
                pending.append(drop)
                // From here on its failures are those of a claimed drop: the next look finds it in active/.
                key = IntakeItem.claimed(drop).key
            }
            // The same bytes under another name wait here, in their place among those in work: so active/ stays bounded.
            try await enter(drop.identity)
            defer { leave(drop.identity) }
            try await own(drop)
            let verdict = try await judge(drop)
            pending.removeAll { $0.delivery == drop.delivery }
            backoff.succeeded(key)
            return .decided(verdict)
        } catch {
            switch Fault(error) {
            case .fatal, .stopped: throw error
            case .machine:
                tell(.trouble(name: item.name, reason: "\(error)"))
                return .failed("\(error)", until: backoff.failed(key, at: time.elapsed()))
            }
        }
    }

    /// Asks the formats of an arrival's files whether all is there; gives when to look again where it is not.
    ///
    /// Only files that are about to be copied are read: a hundred thousand that wait cost nothing.
    private func inspect(_ arrival: Arrival) throws -> Duration? {
        guard case .ready(.quiet) = arrival.readiness else { return nil }
        let now = time.elapsed()
        var until: Duration?
        for candidate in arrival.candidates where settling.isUninspected(candidate, at: now) {
            do {
                settling.inspected(candidate, try spool.wholeness(of: candidate))
            } catch {
                guard error.code == .notFound || error.code == .notRegular else { throw error }
                return now
            }
            if case .stalled(let end) = settling.verdict(of: candidate, at: now) { until = max(until ?? end, end) }
        }
        return until
    }

    /// The claimed drop; `nil` where it changed while it was copied.
    private func claim(_ arrival: Arrival) throws -> ClaimedDrop? {
        do {
            return try spool.take(arrival, at: time.date())
        } catch {
            guard error.code == .changed || error.code == .notFound || error.code == .notRegular else { throw error }
            for candidate in arrival.candidates { settling.changed(candidate.name, at: time.elapsed()) }
            return nil
        }
    }

    private func refuse(_ refusal: Refusal, _ outlook: inout Outlook) async throws -> Bool {
        do {
            let name = try spool.reject(refusal, at: time.date())
            try await journal.note(
                .init(
                    at: time.date(), campaign: spool.campaign, subject: name.display, kind: "refused",
                    detail: "\(refusal.reason); \(refusal.remedy)"))
            return true
        } catch let error as StoreError where error.code == .changed || error.code == .notFound {
            // It was changed or taken away since it was listed: the next listing sees what it is now.
            return false
        } catch {
            try note(error, of: refusal.name.display, &outlook)
            return false
        }
    }

    private func note(_ error: any Error, of name: String, _ outlook: inout Outlook) throws {
        guard case .machine = Fault(error) else { throw error }
        tell(.trouble(name: name, reason: "\(error)"))
        outlook.troubles.append("\(error)")
        outlook.wait(until: backoff.failed(name, at: time.elapsed()))
    }
}

extension Intake {
    /// What became of one drop in a look.
    enum Step: Sendable {
        case decided(DropRecord.Verdict)
        case unsettled(until: Duration)
        case failed(String, until: Duration)
    }
}

extension Intake.Outlook {
    mutating func wait(until: Duration) { lookAgain = min(lookAgain ?? until, until) }

    mutating func add(_ step: Intake.Step) {
        switch step {
        case .decided(.accepted): accepted += 1
        case .decided(.rejected): rejected += 1
        case .decided(.duplicate): break
        case .unsettled(let until): wait(until: until)
        case .failed(let reason, let until):
            troubles.append(reason)
            wait(until: until)
        }
    }
}
