import CSandbox
import FoundationEssentials
import Glibc
import Instruments
import Jobs
package import Operations
import Projection
import Raster

/// The worker's tasks: run one job, have others run it in processes of their own, and say which operations there are.
package enum Worker {
    /// All operations of this program.
    package static let catalog = Catalog(Registry.runners.map(\.operation))

    /// Runs the job in a file, sandboxed, and writes one framed message to standard output. Gives the exit status.
    package static func run(jobFile: String, grids: String?) -> Int32 {
        // What a library prints must not mix with the answer: from here on only this descriptor is the way out.
        let answer = dup(1)
        let nowhere = open("/dev/null", O_RDWR | O_CLOEXEC)
        dup2(nowhere, 0)
        dup2(nowhere, 1)
        let result = Result { try perform(jobFile: jobFile, grids: grids) }.mapError(JobFailure.init(of:))
        do {
            try send(try JobMessage.encode(result), to: answer)
        } catch {
            return 74
        }
        switch result {
        case .success: return 0
        case .failure(let failure): return failure.exitStatus
        }
    }

    /// Runs each job that is asked for on standard input in a process of its own, until nobody asks any more. Gives the
    /// exit status, in the server as in each of those processes.
    package static func serve() -> Int32 {
        // A fork takes one thread along, and with the others whatever they hold locked.
        guard (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count) == 1 else { return 70 }
        csandbox_forget()
        let replies = dup(1)
        let nowhere = open("/dev/null", O_RDWR | O_CLOEXEC)
        dup2(nowhere, 1)
        var server = ForkServer(replies: replies)
        switch server.serve() {
        case .job(let file, let grids): return run(jobFile: file, grids: grids)
        case .end(let status): return status
        }
    }

    private static func perform(jobFile: String, grids: String?) throws -> JobReport {
        let job = try JSON.decode(Job.self, from: Data(contentsOf: URL(fileURLWithPath: jobFile)))
        let runner = try Registry.runner(job.operation)
        let notes = try Sandbox.enter(for: job, grids: grids)
        GDALLibrary.start(cacheBytes: max(16 << 20, job.limits.memoryBytes / 8), gridPaths: [grids].compactMap(\.self))
        let workplace = Workplace(job: job, operation: runner.operation, gridPaths: [grids].compactMap(\.self))
        notes.forEach(workplace.note)
        try runner.operation.checkInputs(job.inputs.mapValues(\.count))
        do {
            try runner.run(workplace)
        } catch {
            throw JobFailure(of: error).naming(job.inputs.values.joined())
        }
        try workplace.removeScratch()
        return workplace.report
    }

    static func send(_ bytes: Data, to descriptor: Int32) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                throw JobFailure(code: .temporary, reason: "the answer cannot be written", remedy: "")
            }
            rest = rest.dropFirst(written)
        }
    }
}

extension JobFailure {
    /// The same with the files' delivered names instead of the places where they are kept meanwhile.
    fileprivate func naming(_ inputs: some Sequence<Job.Input>) -> JobFailure {
        var failure = self
        for input in inputs {
            failure.reason = failure.reason.replacing(input.path, with: input.name)
            failure.remedy = failure.remedy.replacing(input.path, with: input.name)
        }
        return failure
    }

    /// Any error of the rooms below, as what it means for the one who sent the file or wrote the campaign.
    init(of error: any Error) {
        switch error {
        case let failure as JobFailure: self = failure
        case let error as OperationError:
            self.init(code: .usage, reason: "\(error.operation): \(error.reason)", remedy: error.remedy)
        case let error as RasterError: self.init(of: error)
        case let error as InstrumentError: self.init(code: .badData, reason: error.reason, remedy: error.remedy)
        case let error as ProjectionError:
            self.init(code: .badData, reason: "\(error.operation): \(error.reason)", remedy: error.remedy)
        default: self.init(code: .badData, reason: "\(error)", remedy: "check the file with the program that wrote it")
        }
    }

    private init(of error: RasterError) {
        let code: Code =
            switch error.code {
            case .noSpace: .temporary
            case .missing: .noInput
            case .illegalArgument: .usage
            default: .badData
            }
        self.init(code: code, reason: "\(error.operation): \(error.reason)", remedy: error.remedy)
    }
}
