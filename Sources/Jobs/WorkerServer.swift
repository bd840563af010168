import Dispatch
import Glibc
import Synchronization
import SystemPackage

/// A worker that is loaded once and forks a process for each job: to load its libraries takes longer than most jobs.
///
/// It starts with the first job and again after it ended; it ends with this object, and with it every job. Requests and
/// replies do not wait for Swift's threads, so that a machine under load ends no job for its own slowness.
final class WorkerServer: Sendable {
    private typealias Waiting = CheckedContinuation<ForkReply, any Error>

    private struct State {
        /// Our end of the talk; -1 while there is no server.
        var talk: Int32 = -1
        var waiting: [Int: Waiting] = [:]
        var lastID = 0
    }

    private let worker: FilePath
    private let state = Mutex(State())

    init(worker: FilePath) { self.worker = worker }

    deinit {
        // The server ends when nobody can ask any more, and with it whoever reads its replies.
        state.withLock { if $0.talk >= 0 { shutdown($0.talk, Int32(SHUT_RDWR)) } }
    }

    /// Starts now, so that the first job need not wait for it; what keeps it from starting is told to that job.
    func prepare() {
        state.withLock { state in
            if state.talk < 0 { state.talk = (try? start()) ?? -1 }
        }
    }

    /// Runs the job in a file and gives what became of its process, which is killed after so many seconds or when the
    /// task is cancelled.
    func run(_ job: FilePath, grids: FilePath, seconds: Int) async throws -> ForkReply {
        let id = state.withLock {
            $0.lastID += 1
            return $0.lastID
        }
        let request = ForkRequest.run(id: id, job: job.string, grids: grids.string, seconds: seconds)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { waiting in ask(request, waiting) }
        } onCancel: {
            giveUp(id)
        }
    }

    private func ask(_ request: ForkRequest, _ waiting: Waiting) {
        let failure: (any Error)? = state.withLock { state in
            guard !Task.isCancelled else { return CancellationError() }
            do throws(JobFailure) {
                if state.talk < 0 { state.talk = try start() }
                try Self.send(request, to: state.talk)
                state.waiting[request.id] = waiting
                return nil
            } catch {
                return error
            }
        }
        if let failure { waiting.resume(throwing: failure) }
    }

    private func giveUp(_ id: Int) {
        let waiting = state.withLock { state in
            let waiting = state.waiting.removeValue(forKey: id)
            // A server that does not hear it any more has ended, and the job with it.
            if waiting != nil { try? Self.send(.kill(id: id), to: state.talk) }
            return waiting
        }
        waiting?.resume(throwing: CancellationError())
    }

    /// Starts a server and gives our end of the talk with it.
    private func start() throws(JobFailure) -> Int32 {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw .noServer(unsafe String(cString: strerror(errno)))
        }
        let (ours, theirs) = (ends[0], ends[1])
        defer { close(theirs) }
        let process: pid_t
        do throws(JobFailure) {
            process = try spawn(talkingOn: theirs)
        } catch {
            close(ours)
            throw error
        }
        DispatchQueue(label: "gossan.worker-server").async { [weak self] in
            let failure = Self.read(ours) { self?.answer($0) }
            self?.end(ours, failure)
            close(ours)
            while waitpid(process, nil, 0) < 0, errno == EINTR {}
        }
        return ours
    }

    private func spawn(talkingOn theirs: Int32) throws(JobFailure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, theirs, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, theirs, 1)
        unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        // Swift's threads hold back most signals, and a process would inherit that: no limit could end it.
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        unsafe sigfillset(&signals)
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var process: pid_t = 0
        let words: [UnsafeMutablePointer<CChar>?] = unsafe [strdup(worker.string), strdup("serve"), nil]
        let variables: [UnsafeMutablePointer<CChar>?] =
            unsafe Self.variables.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
        defer { unsafe (words + variables).forEach { unsafe free($0) } }
        let failed = unsafe posix_spawn(&process, worker.string, &actions, &attributes, words, variables)
        guard failed == 0 else {
            throw JobFailure(
                code: .unavailable, file: worker.string,
                reason: "the worker cannot be run: \(unsafe String(cString: strerror(failed)))",
                remedy: "see 'gossan doctor'")
        }
        return process
    }

    private func answer(_ reply: ForkReply) {
        state.withLock { $0.waiting.removeValue(forKey: reply.head.id) }?.resume(returning: reply)
    }

    private func end(_ talk: Int32, _ failure: JobFailure) {
        let failed = state.withLock { state -> [Int: Waiting] in
            guard state.talk == talk else { return [:] }
            defer { (state.talk, state.waiting) = (-1, [:]) }
            return state.waiting
        }
        for waiting in failed.values { waiting.resume(throwing: failure) }
    }

    /// Hands replies on until there are no more; gives why.
    private static func read(_ talk: Int32, _ answer: (ForkReply) -> Void) -> JobFailure {
        var reader = ForkReply.Reader()
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        // Before its first word it cannot have begun a job: what ends it then is no job's fault.
        var hasSpoken = false
        while true {
            let count = unsafe Glibc.read(talk, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return .noServer("it ended", code: hasSpoken ? .killed : .unavailable) }
            do throws(JobFailure) {
                for reply in try reader.take(buffer[..<count]) {
                    hasSpoken = true
                    if reply.head.id != ForkReply.ready { answer(reply) }
                }
            } catch {
                return error
            }
        }
    }

    private static func send(_ request: ForkRequest, to talk: Int32) throws(JobFailure) {
        let line: [UInt8]
        do { line = Array(try request.encoded()) } catch { throw .noServer("\(error)") }
        var rest = line[...]
        while !rest.isEmpty {
            // A server that has ended is an error here and no signal.
            let sent = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(talk, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if sent < 0, errno == EINTR { continue }
            guard sent > 0 else { throw .noServer(unsafe String(cString: strerror(errno))) }
            rest = rest.dropFirst(sent)
        }
    }

    /// Nothing of the caller's environment reaches the worker, so that locale and time zone cannot change a byte.
    ///
    /// OpenBLAS starts a thread a processor as it is loaded, each with 128 MiB that it asks for again and again without
    /// end where the sandbox gives it none; a worker does its parallel work on threads of its own.
    static let variables = [
        "LC_ALL": "C.UTF-8", "TZ": "UTC", "PATH": "/usr/bin:/bin", "OPENBLAS_NUM_THREADS": "1",
    ]
}

extension JobFailure {
    /// The machine's fault. `killed` is counted, so that a job that ends its server has an end; `unavailable` is not.
    fileprivate static func noServer(_ reason: String, code: Code = .unavailable) -> JobFailure {
        JobFailure(
            code: code, reason: "the worker's process server cannot be reached: \(reason)",
            remedy: "see 'gossan doctor'")
    }
}
