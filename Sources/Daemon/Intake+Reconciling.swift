import Journal
import Spool

extension Intake {
    /// How many records are brought in at once: a spool of a hundred thousand drops must not fill the memory.
    private static let batch = 500

    /// Brings in what the spool's own records say and the journal does not know: all of it where the journal was lost,
    /// a verdict where the last process ended between moving a drop and writing that down.
    func reconcile() async throws {
        let known = try await journal.verdicts(of: spool.campaign)
        var found: [DropStatus] = []
        for delivery in try spool.finished() where known[delivery] == nil {
            guard let status = try spool.status(of: delivery) else { continue }
            found.append(status)
            if found.count >= Self.batch { try await bringIn(&found) }
        }
        try await bringIn(&found)
        let undecided = try await journal.undecidedDrops(of: spool.campaign)
        holdBack(undecided)
        let active = Set(pending.map(\.delivery))
        let isUnfinished = undecided.contains { !active.contains($0.delivery) }
        let rejections = try spool.rejections()
        // A person may remove rejected files, never their rows: fewer rows than files means that rows are missing.
        if rejections.count > known.values.count(where: { $0 == .rejected }) || isUnfinished {
            for path in rejections {
                // What lies in active/ again was put back: the old verdict is not its.
                guard let status = try spool.status(at: path), known[status.drop.delivery] == nil,
                    !active.contains(status.drop.delivery)
                else { continue }
                found.append(status)
                if found.count >= Self.batch { try await bringIn(&found) }
            }
        }
        try await bringIn(&found)
    }

    /// Puts off those that were being read when the last process ended.
    private func holdBack(_ undecided: [DropRecord]) {
        let interruptions = Dictionary(
            undecided.map { ($0.delivery, $0.interruptions) }, uniquingKeysWith: { first, _ in first })
        for drop in pending {
            guard let times = interruptions[drop.delivery], times > 0 else { continue }
            let pause = Backoff.hold(afterEnds: times)
            backoff.hold(IntakeItem.claimed(drop).key, until: time.elapsed() + pause)
            // Twice may be chance, and a machine that ends often holds back many.
            guard times > 2 else { continue }
            tell(
                .trouble(
                    name: drop.displayName,
                    reason: "the daemon ended \(times) times while it was read; "
                        + "it is read again in \(pause.components.seconds) seconds"))
        }
    }

    private func bringIn(_ statuses: inout [DropStatus]) async throws {
        guard !statuses.isEmpty else { return }
        try await journal.rebuild(drops: statuses.map(DropRecord.init), runs: [])
        statuses.removeAll(keepingCapacity: true)
    }
}
