import FoundationEssentials
package import Operations
import Subprocess
package import SystemPackage

/// Somewhere that runs jobs.
package protocol JobExecutor: Sendable {
    /// Runs the job and waits for it; the outputs lie in the job's directory.
    func run(_ job: Job) async throws(JobFailure) -> JobReport
}

/// Runs each job as a process of its own on this machine.
package struct LocalExecutor: JobExecutor {
    private let worker: FilePath
    private let grids: FilePath
    private let server: WorkerServer

    /// `worker` is the path of `gossan-worker`; `grids` a folder of datum-shift grids that it may read.
    package init(worker: FilePath, grids: FilePath) {
        self.worker = worker
        self.grids = grids
        server = WorkerServer(worker: worker)
    }

    /// Loads the worker now, so that the first job need not wait for it.
    package func prepare() { server.prepare() }

    package func run(_ job: Job) async throws(JobFailure) -> JobReport {
        let file = FilePath(job.output).appending("job.json")
        do {
            // Not made durable: a job that is interrupted is written anew.
            let descriptor = try FileDescriptor.open(
                file, .writeOnly, options: [.create, .truncate, .closeOnExec], permissions: .ownerReadWrite)
            try descriptor.closeAfter { _ = try descriptor.writeAll(JSON.encode(job)) }
        } catch {
            throw JobFailure(
                code: .temporary, file: file.string, reason: "the job file cannot be written: \(error)",
                remedy: "free some disk space")
        }
        // The limit on processor time catches a busy loop; this catches a worker that sleeps.
        let seconds = job.limits.seconds + 5
        let reply: ForkReply
        do {
            reply = try await server.run(file, grids: grids, seconds: seconds)
        } catch let failure as JobFailure {
            throw failure
        } catch {
            throw JobFailure(code: .temporary, reason: "the work was stopped", remedy: "it starts over at the next run")
        }
        if let refusal = reply.head.refusal {
            throw JobFailure(code: .temporary, reason: "no worker: \(refusal)", remedy: "it is tried again")
        }
        if reply.head.isLate == true {
            throw JobFailure(
                code: .died, reason: "the worker took longer than \(seconds) seconds",
                remedy: "give it more time: worker_seconds")
        }
        if reply.answer.isEmpty, let signal = reply.head.signal {
            throw JobFailure.killed(by: signal, saying: LastWords.line(reply.words))
        }
        return try JobMessage.decode(reply.answer).get()
    }

    /// The registry of operations, as this worker declares it.
    package func catalog() async throws(JobFailure) -> Catalog {
        let bytes: [UInt8]
        do {
            bytes = try await withThrowingTaskGroup(of: [UInt8].self) { group in
                group.addTask { [worker] in try await Self.printed(by: worker, ["catalog", "--json"]) }
                group.addTask {
                    try await Task.sleep(for: .seconds(60))
                    return []
                }
                defer { group.cancelAll() }
                return try await group.next() ?? []
            }
        } catch {
            throw JobFailure(
                code: .unavailable, file: worker.string, reason: "the worker cannot be run: \(error)",
                remedy: "see 'gossan doctor'")
        }
        do {
            return try JSON.decode(Catalog.self, from: Data(bytes))
        } catch {
            throw JobFailure(
                code: .unavailable, file: worker.string, reason: "its catalog cannot be read: \(error)",
                remedy: "install gossan and gossan-worker of the same version")
        }
    }

    /// What the worker prints; one that is given up is killed.
    private static func printed(by worker: FilePath, _ arguments: [String]) async throws -> [UInt8] {
        var options = PlatformOptions()
        options.teardownSequence = [.send(signal: .kill, allowedDurationToNextStep: .seconds(1))]
        let variables = WorkerServer.variables.map { (Environment.Key(stringLiteral: $0.key), $0.value) }
        return try await Subprocess.run(
            .path(worker), arguments: Arguments(arguments),
            environment: .custom(Dictionary(uniqueKeysWithValues: variables)), platformOptions: options, input: .none,
            output: .bytes(limit: JobMessage.limit), error: .discarded
        ).standardOutput
    }
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
