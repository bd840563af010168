import Jobs

/// Another executor's jobs, each in a lane that is shared with all campaigns.
struct FairExecutor: JobExecutor {
    private let executor: any JobExecutor
    private let lanes: Lanes
    private let key: String

    init(_ executor: any JobExecutor, lanes: Lanes, for key: String) {
        self.executor = executor
        self.lanes = lanes
        self.key = key
    }

    func run(_ job: Job) async throws(JobFailure) -> JobReport {
        do {
            return try await lanes.run(for: key) { try await executor.run(job) }
        } catch let failure as JobFailure {
            throw failure
        } catch {
            throw JobFailure(code: .temporary, reason: "the work was stopped", remedy: "it starts over at the next run")
        }
    }
}
