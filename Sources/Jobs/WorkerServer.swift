import FoundationEssentials
import Subprocess
import SystemPackage

/// A worker that is loaded once and forks a process for each job: to load its libraries takes longer than most jobs.
///
/// It starts with the first job and again after it ended; it ends with this object, and with it every job.
actor WorkerServer {
    private let worker: FilePath
    private var serving: Task<Void, Never>?
    private var requests: AsyncStream<ForkRequest>.Continuation?
    private var waiting: [Int: CheckedContinuation<ForkReply, any Error>] = [:]
    private var lastID = 0

    init(worker: FilePath) {
        self.worker = worker
    }

    deinit { serving?.cancel() }

    /// Runs the job in a file and gives what became of its process; a cancelled one is killed.
    func run(_ job: FilePath, grids: FilePath) async throws -> ForkReply {
        lastID += 1
        let id = lastID
        return try await withTaskCancellationHandler {
            try Task.checkCancellation()
            return try await withCheckedThrowingContinuation { continuation in
                waiting[id] = continuation
                send(.run(id: id, job: job.string, grids: grids.string))
            }
        } onCancel: {
            Task { await self.giveUp(id) }
        }
    }

    private func send(_ request: ForkRequest) {
        if requests == nil { start() }
        requests?.yield(request)
    }

    private func giveUp(_ id: Int) {
        guard let continuation = waiting.removeValue(forKey: id) else { return }
        requests?.yield(.kill(id: id))
        continuation.resume(throwing: CancellationError())
    }

    private func start() {
        let (stream, continuation) = AsyncStream.makeStream(of: ForkRequest.self)
        requests = continuation
        serving = Task { [weak self, worker] in
            let failure = await Self.serve(worker, stream) { [weak self] reply in await self?.answer(reply) }
            await self?.end(failure)
        }
    }

    private func answer(_ reply: ForkReply) {
        waiting.removeValue(forKey: reply.head.id)?.resume(returning: reply)
    }

    private func end(_ failure: JobFailure) {
        requests?.finish()
        requests = nil
        let failed = waiting
        waiting = [:]
        for continuation in failed.values { continuation.resume(throwing: failure) }
    }

    /// Hands requests on and replies back until the process ends; gives why it did.
    private static func serve(
        _ worker: FilePath, _ requests: AsyncStream<ForkRequest>,
        _ answer: @escaping @Sendable (ForkReply) async -> Void
    ) async -> JobFailure {
        var options = PlatformOptions()
        options.teardownSequence = [.send(signal: .kill, allowedDurationToNextStep: .seconds(1))]
        do {
            let result = try await Subprocess.run(
                .path(worker), arguments: ["serve"], environment: environment, platformOptions: options,
                input: .inputWriter, output: .sequence, error: .discarded
            ) { execution in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        for await request in requests {
                            _ = try await execution.standardInputWriter.write(Array(request.encoded()))
                        }
                    }
                    var reader = ForkReply.Reader()
                    for try await piece in execution.standardOutput {
                        for reply in try reader.take(piece.withUnsafeBytes(Array.init)) { await answer(reply) }
                    }
                    group.cancelAll()
                }
            }
            return JobFailure(
                code: .killed, reason: "the worker's process server ended: \(result.terminationStatus)",
                remedy: "see 'gossan doctor'")
        } catch let failure as JobFailure {
            return failure
        } catch {
            return JobFailure(
                code: .unavailable, file: worker.string, reason: "the worker cannot be run: \(error)",
                remedy: "see 'gossan doctor'")
        }
    }

    /// Nothing of the caller's environment reaches the worker, so that locale and time zone cannot change a byte.
    ///
    /// OpenBLAS starts a thread a processor as it is loaded, each with 128 MiB that it asks for again and again without
    /// end where the sandbox gives it none; a worker does its parallel work on threads of its own.
    static let environment = Environment.custom([
        "LC_ALL": "C.UTF-8", "TZ": "UTC", "PATH": "/usr/bin:/bin", "OPENBLAS_NUM_THREADS": "1",
    ])
}
