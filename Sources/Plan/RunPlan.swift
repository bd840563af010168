package import Store
package import Survey

/// One evaluation of a campaign as a graph of jobs.
package struct RunPlan: Hashable, Sendable, Codable {
    package var campaign: String
    package var grid: AnalysisGrid
    /// Each after all that it depends on.
    package var jobs: [PlannedJob]
    /// What a run waits for, in words; while there is any, the jobs end with what can be prepared.
    package var missing: [String]
    /// What the run goes on without, in words.
    package var notes: [String]
    /// The deliveries that it is made from, by layer in the campaign's order.
    package var drops: [AcceptedDrop]
    /// What it would be called as a first run; `nil` where it is one.
    package var firstName: String?

    /// Whether all is there that a run to be published needs.
    package var isComplete: Bool { missing.isEmpty && !jobs.isEmpty }

    /// The run's name: 12 digits that are equal for equal products, those that keep ids of a run before left aside.
    package var name: String {
        if let firstName { return firstName }
        let published = jobs.flatMap { job in
            job.products.map { output, path in "\(path) \(job.key.hex) \(output)" }
        }
        let lines = published.isEmpty ? jobs.map(\.key.hex) : published
        return ContentHash.of("gossan run 1\n" + lines.sorted().joined(separator: "\n")).short
    }

    /// The job of this id.
    package func job(_ id: String) -> PlannedJob? {
        jobs.first { $0.id == id }
    }

    /// The jobs that have to be done, each after all that it depends on; `has` says which keys the store holds.
    ///
    /// A job that only serves done ones is not among them, and of equal work only the first is.
    package func stale(given has: (ContentHash) -> Bool) -> [PlannedJob] {
        let served = Set(jobs.flatMap(\.dependencies))
        var needed: Set<String> = []
        var done: [ContentHash: Bool] = [:]
        for job in jobs.reversed() {
            let isEnd = !job.products.isEmpty || !served.contains(job.id)
            guard isEnd || needed.contains(job.id) else { continue }
            let isDone = done[job.key] ?? has(job.key)
            done[job.key] = isDone
            guard !isDone else {
                needed.remove(job.id)
                continue
            }
            needed.insert(job.id)
            needed.formUnion(job.dependencies)
        }
        var keys: Set<ContentHash> = []
        return jobs.filter { needed.contains($0.id) && keys.insert($0.key).inserted }
    }
}
