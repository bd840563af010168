import Store

/// A group of candidates, and whether it can be claimed.
package struct Arrival: Hashable, Sendable {
    package enum Readiness: Hashable, Sendable {
        /// Something may still come: look again then, if nothing changes before.
        case waiting(until: Duration, for: String)
        /// These candidates' checksums are to be compared first, and `Settling.checked` told.
        case check([Candidate])
        case ready(Settling.Evidence)
        /// Parts did not come in time: claim it and say what is missing.
        case incomplete
    }

    package var group: DropGroup
    /// The candidates of its parts, the main one first.
    package var candidates: [Candidate]
    package var readiness: Readiness

    package init(group: DropGroup, candidates: [Candidate], readiness: Readiness) {
        self.group = group
        self.candidates = candidates
        self.readiness = readiness
    }
}

extension Settling {
    /// The drops that the last observed listing makes, each with its readiness, by the name of the main part.
    ///
    /// A drop is ready when each part is settled and none is missing. Where parts of other names may still follow, the
    /// quiet time passes after its youngest part however that one settled; only a `.done` beside the main part, which
    /// says that the whole drop is there, ends all waiting.
    package func arrivals(_ listing: Listing, at now: Duration) -> [Arrival] {
        var byName: [FileName: Candidate] = [:]
        byName.reserveCapacity(listing.candidates.count)
        for candidate in listing.candidates { byName[candidate.name] = candidate }
        let folders = listing.candidates.filter { $0.status.kind == .directory }.map(\.name)
        let names = Set(byName.keys).subtracting(folders)
        let groups =
            DropGroup.group(names, references: listing.references)
            + folders.map { DropGroup(main: $0, parts: [$0]) }
        return groups.sorted { $0.main < $1.main }.map { group in
            let candidates = group.parts.compactMap { byName[$0] }
            return Arrival(group: group, candidates: candidates, readiness: readiness(group, candidates, at: now))
        }
    }

    /// The refused entries that have not changed for the quiet time: a folder may still be filling.
    package func settledRefusals(_ listing: Listing, at now: Duration) -> [Refusal] {
        listing.refused.filter { rested($0, for: rules.quiet, at: now) }
            // A file may come after its checksum: it is waited for as parts are.
            + listing.orphans.filter { rested($0, for: rules.partPatience, at: now) }
    }

    private func rested(_ refusal: Refusal, for time: Duration, at now: Duration) -> Bool {
        refusedSince(refusal.name).map { now >= $0 + time } ?? false
    }

    private func readiness(_ group: DropGroup, _ candidates: [Candidate], at now: Duration) -> Arrival.Readiness {
        let youngest = candidates.compactMap { unchangedSince($0.name) }.max() ?? now
        if !group.missing.isEmpty {
            let until = youngest + rules.partPatience
            if now < until { return .waiting(until: until, for: group.missing.joined(separator: ", ")) }
            return .incomplete
        }
        if candidates.first.map(hasDone) ?? false { return .ready(.done) }
        var checks: [Candidate] = []
        var latest: Duration?
        var stalled: Duration?
        var evidence: Evidence?
        for candidate in candidates {
            switch verdict(of: candidate, at: now) {
            case .waiting(let until): latest = max(latest ?? until, until)
            case .stalled(let until): stalled = max(stalled ?? until, until)
            case .check: checks.append(candidate)
            case .settled(let found): evidence = evidence ?? found
            }
        }
        if let stalled {
            return .waiting(until: max(stalled, latest ?? stalled), for: "the rest of it: it does not seem whole")
        }
        if let latest { return .waiting(until: latest, for: "the end of writing") }
        if !checks.isEmpty { return .check(checks) }
        if group.mayGrow, now < youngest + rules.quiet {
            return .waiting(until: youngest + rules.quiet, for: "files that belong to it")
        }
        return .ready(evidence ?? .quiet)
    }
}
