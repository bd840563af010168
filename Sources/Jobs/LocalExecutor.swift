import FoundationEssentials
package import Operations
import Subprocess
package import SystemPackage

/// Somewhere that runs jobs.
package protocol JobExecutor: Sendable {
    /// Runs the job and waits for it; the outputs lie in the job's directory.
    func run(_ job: Job) async throws(JobFailure) -> JobReport
}

/// Runs each job as a child process of this one.
package struct LocalExecutor: JobExecutor {
    private let worker: FilePath
    private let grids: FilePath

    /// `worker` is the path of `gossan-worker`; `grids` a folder of datum-shift grids that it may read.
    package init(worker: FilePath, grids: FilePath) {
        self.worker = worker
        self.grids = grids
    }

    package func run(_ job: Job) async throws(JobFailure) -> JobReport {
        let file = FilePath(job.output).appending("job.json")
        do {
            try JSON.encode(job).write(to: URL(fileURLWithPath: file.string))
        } catch {
            throw JobFailure(
                code: .temporary, file: file.string, reason: "the job file cannot be written: \(error)",
                remedy: "free some disk space")
        }
        // The limit on processor time catches a busy loop; this catches a worker that sleeps.
        let answer = try await answer(
            to: ["run", file.string, "--grids", grids.string], within: .seconds(job.limits.seconds + 5))
        return try JobMessage.decode(answer).get()
    }

    /// The registry of operations, as this worker declares it.
    package func catalog() async throws(JobFailure) -> Catalog {
        let bytes = try await answer(to: ["catalog", "--json"], within: .seconds(60))
        do {
            return try JSON.decode(Catalog.self, from: bytes)
        } catch {
            throw JobFailure(
                code: .unavailable, file: worker.string, reason: "its catalog cannot be read: \(error)",
                remedy: "install gossan and gossan-worker of the same version")
        }
    }

    private func answer(to arguments: [String], within limit: Duration) async throws(JobFailure) -> Data {
        let worker = worker
        var options = PlatformOptions()
        options.teardownSequence = [.send(signal: .kill, allowedDurationToNextStep: .seconds(1))]
        let platform = options
        do {
            return try await withThrowingTaskGroup(of: Data.self) { group in
                group.addTask {
                    let result = try await Subprocess.run(
                        .path(worker), arguments: Arguments(arguments), environment: .custom(Self.environment),
                        platformOptions: platform, input: .none, output: .bytes(limit: JobMessage.limit),
                        error: .sequence
                    ) { try await LastWords.read($0.standardError) }
                    if result.standardOutput.isEmpty, case .signaled(let signal) = result.terminationStatus {
                        throw JobFailure.killed(by: signal, saying: result.closureResult)
                    }
                    return Data(result.standardOutput)
                }
                group.addTask {
                    try await Task.sleep(for: limit)
                    throw JobFailure(
                        code: .died, reason: "the worker took longer than \(limit)",
                        remedy: "give it more time: worker_seconds")
                }
                defer { group.cancelAll() }
                guard let first = try await group.next() else {
                    throw JobFailure(code: .died, reason: "the worker was not started", remedy: "")
                }
                return first
            }
        } catch let failure as JobFailure {
            throw failure
        } catch is CancellationError {
            throw JobFailure(code: .temporary, reason: "the work was stopped", remedy: "it starts over at the next run")
        } catch {
            throw JobFailure(
                code: .unavailable, file: worker.string, reason: "the worker cannot be run: \(error)",
                remedy: "see 'gossan doctor'")
        }
    }

    /// Nothing of the caller's environment reaches the worker, so that locale and time zone cannot change a byte.
    ///
    /// OpenBLAS starts a thread a processor as it is loaded, each with 128 MiB that it asks for again and again without
    /// end where the sandbox gives it none; a worker does its parallel work on threads of its own.
    private static let environment: [Environment.Key: String] = [
        "LC_ALL": "C.UTF-8", "TZ": "UTC", "PATH": "/usr/bin:/bin", "OPENBLAS_NUM_THREADS": "1",
    ]
}

extension JobFailure {
    /// `saying` is what it wrote on standard error, one line.
    fileprivate static func killed(by signal: Int32, saying words: String) -> JobFailure {
        let reason =
            switch signal {
            case 6: "the worker aborted (often: out of its memory limit)"
            case 9: "the worker was killed from outside (often: the machine is out of memory)"
            case 11: "the worker crashed while reading (signal 11)"
            case 24: "the worker used up its processor time"
            case 25: "the worker wrote more than it may"
            default: "the worker was ended by signal \(signal)"
            }
        return JobFailure(
            code: signal == 9 ? .killed : .died, reason: reason + (words.isEmpty ? "" : ", saying: \(words)"),
            remedy: "check the file with the program that wrote it, or raise worker_memory and worker_seconds")
    }
}
