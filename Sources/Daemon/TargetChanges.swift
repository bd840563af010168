/// What became of targets between two runs.
package struct TargetChanges: Sendable, Encodable {
    /// A target that both runs have, by its id or because one's centre lies in the other.
    package struct Kept: Sendable, Encodable, Hashable {
        package var id: String
        /// In the run before, where it has another one there.
        package var formerId: String?
        package var rankBefore: Int
        package var rankAfter: Int
        package var meanScoreBefore: Double?
        package var meanScoreAfter: Double?
    }

    /// A target that only one run has.
    package struct Single: Sendable, Encodable, Hashable {
        package var id: String
        package var rank: Int
        package var longitude: Double?
        package var latitude: Double?
        /// Why, in words: its score in both runs, what it stands on, and what changed there.
        package var why: [String] = []
    }

    package var kept: [Kept] = []
    package var came: [Single] = []
    package var went: [Single] = []

    package init() {}

    /// Matches the targets of two runs; reasons are for others to add.
    package init(from before: [OutlinedTarget], to after: [OutlinedTarget]) {
        var rest = before
        var unmatched: [OutlinedTarget] = []
        func take(_ target: OutlinedTarget, where fits: (OutlinedTarget) -> Bool) -> Bool {
            guard let index = rest.firstIndex(where: fits) else { return false }
            let old = rest.remove(at: index)
            kept.append(
                Kept(
                    id: target.entry.id, formerId: old.entry.id == target.entry.id ? nil : old.entry.id,
                    rankBefore: old.entry.rank, rankAfter: target.entry.rank,
                    meanScoreBefore: old.entry.number("mean_score"), meanScoreAfter: target.entry.number("mean_score")))
            return true
        }
        for target in after where !take(target, where: { $0.entry.id == target.entry.id }) { unmatched.append(target) }
        for target in unmatched where !take(target, where: { $0.holdsCentre(of: target) || target.holdsCentre(of: $0) })
        {
            came.append(Single(target.entry))
        }
        kept.sort { ($0.rankAfter, $0.id) < ($1.rankAfter, $1.id) }
        went = rest.map { Single($0.entry) }
    }
}

extension TargetChanges.Single {
    fileprivate init(_ entry: TargetList.Entry) {
        self.init(
            id: entry.id, rank: entry.rank, longitude: entry.number("longitude"), latitude: entry.number("latitude"))
    }
}
