package import Jobs
package import Plan
package import Store
import SystemPackage

/// Does a plan's jobs, each when what it needs is there, several at once; what the store has is not done again.
package struct Evaluation: Sendable {
    /// How far it is, for people.
    package struct Progress: Sendable, Hashable {
        package var done: Int
        package var total: Int
        /// The job that just ended.
        package var job: String
    }

    private let executor: any JobExecutor
    private let store: ContentStore
    private let limits: Job.Limits
    private let lanes: Int
    private let progress: @Sendable (Progress) -> Void

    /// `limits` are those of each worker; `lanes` is how many run at once.
    package init(
        executor: any JobExecutor, store: ContentStore, limits: Job.Limits, lanes: Int,
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) {
        precondition(lanes > 0, "work needs a lane")
        self.executor = executor
        self.store = store
        self.limits = limits
        self.lanes = lanes
        self.progress = progress
    }

    /// Does all that is stale and gives the results of all jobs that are there, by id.
    package func run(_ plan: RunPlan) async throws -> [String: StoredResult] {
        // Asked before the plan is cut down, as a failing disk must not look like an empty store.
        let held = try Set(plan.jobs.map(\.key).filter { try store.contains($0) })
        let stale = plan.stale(given: held.contains)
        let total = stale.count
        var waiting = stale
        var finished = held
        var running = 0
        let keys = Dictionary(plan.jobs.map { ($0.id, $0.key) }, uniquingKeysWith: { first, _ in first })
        try await withThrowingTaskGroup(of: PlannedJob.self) { group in
            while !waiting.isEmpty || running > 0 {
                while running < lanes,
                    let index = waiting.firstIndex(where: { job in
                        job.dependencies.allSatisfy { keys[$0].map(finished.contains) ?? false }
                    })
                {
                    let job = waiting.remove(at: index)
                    running += 1
                    group.addTask {
                        try await perform(job, keys: keys)
                        return job
                    }
                }
                guard running > 0, let job = try await group.next() else {
                    preconditionFailure("a plan's jobs stand after what they depend on")
                }
                running -= 1
                finished.insert(job.key)
                progress(Progress(done: total - waiting.count - running, total: total, job: job.id))
            }
        }
        var results: [String: StoredResult] = [:]
        for job in plan.jobs where try store.contains(job.key) {
            results[job.id] = try StoredResult(reading: store.directory(of: job.key))
        }
        return results
    }

    /// Runs one job in a staging directory and puts what came out in its place.
    private func perform(_ planned: PlannedJob, keys: [String: ContentHash]) async throws {
        let staging = try store.stage(planned.key)
        do {
            let job = Job(
                id: planned.id, operation: planned.operation, parameters: planned.parameters,
                inputs: try planned.inputs.mapValues { try $0.compactMap { try file($0, keys: keys) } }
                    .filter { !$0.value.isEmpty }, grid: planned.grid,
                output: staging.string, limits: limits)
            let report = try await executor.run(job)
            try StoredResult.write(report, in: staging)
            try store.commit(staging, as: planned.key)
        } catch {
            try store.discard(staging)
            throw error
        }
    }

    /// Where an input lies; `nil` for an output that did not apply, which the operation may do without.
    private func file(_ input: JobInput, keys: [String: ContentHash]) throws -> Job.Input? {
        switch input {
        case .drop(let drop): return Job.Input(name: drop.name, path: drop.path)
        case .output(let id, let name), .named(_, let id, let name):
            guard let key = keys[id] else { preconditionFailure("a plan holds the jobs it names") }
            let result = try StoredResult(reading: store.directory(of: key))
            guard result.report.outputs[name] != nil else { return nil }
            return Job.Input(name: input.label, path: try result.path(of: name).string)
        }
    }
}
