import CSandbox
import FoundationEssentials
import Glibc
import Jobs

/// Forks a process for each job that is asked for on standard input, and says on standard output what became of it; one
/// whose time is up is killed.
///
/// It opens no file of a stranger's itself. What a process writes is read here, a piece a turn, so that none can fill
/// memory, answer for another or keep the others waiting; a process that ends takes its group with it.
struct ForkServer {
    /// A job's process.
    private struct Forked {
        let id: Int
        let process: pid_t
        /// Can be read when the process has ended.
        let watch: Int32
        /// When it is killed, in seconds of the steady clock.
        let deadline: Int
        var isLate = false
        var output: Int32
        var errors: Int32
        var answer = Data()
        var words: [UInt8] = []
    }

    /// What a forked process is to do.
    enum Turn {
        case job(file: String, grids: String?)
        case end(status: Int32)
    }

    private static let pieceBytes = 64 << 10
    /// A pipe holds a MiB at most where nobody raised the system's limit.
    private static let mostPieces = (1 << 20) / pieceBytes

    private let replies: Int32
    private var forked: [Forked] = []
    private var pending = Data()

    /// `replies` is where the replies go; it is this server's alone.
    init(replies: Int32) { self.replies = replies }

    /// Serves until nobody asks any more. Comes back once in the server and once in each process that it forks.
    mutating func serve() -> Turn {
        guard send(ForkReply(head: .init(id: ForkReply.ready), answer: Data(), words: [])) else {
            return .end(status: 74)
        }
        while true {
            var watched = [pollfd(fd: 0, events: Int16(POLLIN), revents: 0)]
            for child in forked {
                for descriptor in [child.output, child.errors, child.watch] {
                    watched.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
                }
            }
            guard unsafe poll(&watched, nfds_t(watched.count), endLate()) >= 0 else {
                if errno == EINTR { continue }
                return .end(status: 71)
            }
            for index in forked.indices {
                if watched[1 + 3 * index].revents != 0 { _ = readAnswer(index) }
                if watched[2 + 3 * index].revents != 0 { _ = readWords(index) }
            }
            let ended = forked.indices.filter { watched[3 + 3 * $0].revents != 0 }
            for index in ended.reversed() {
                guard finish(index) else { return .end(status: 74) }
            }
            if watched[0].revents != 0, let turn = readRequests() { return turn }
        }
    }

    /// Kills those whose time is up; gives the milliseconds until the next one's is, -1 where there is none.
    private mutating func endLate() -> Int32 {
        let now = Self.now
        for index in forked.indices where forked[index].deadline <= now && !forked[index].isLate {
            forked[index].isLate = true
            Self.kill(forked[index])
        }
        let next = forked.filter { !$0.isLate }.map(\.deadline).min()
        return next.map { Int32(clamping: ($0 - now) * 1000) } ?? -1
    }

    private static var now: Int {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec
    }

    private mutating func readRequests() -> Turn? {
        guard let bytes = Self.read(0), !bytes.isEmpty else {
            // Nobody asks any more, and nobody would hear an answer.
            for child in forked { Self.kill(child) }
            return .end(status: 0)
        }
        pending.append(contentsOf: bytes)
        while let end = pending.firstIndex(of: 0x0a) {
            let line = Data(pending[..<end])
            pending = Data(pending[pending.index(after: end)...])
            do {
                switch try JSON.decode(ForkRequest.self, from: line) {
                case .kill(let id): forked.filter { $0.id == id }.forEach(Self.kill)
                case .run(let id, let job, let grids, let seconds):
                    switch fork(id, seconds) {
                    case .child: return .job(file: job, grids: grids)
                    case .server(let isHeard): if !isHeard { return .end(status: 74) }
                    }
                }
            } catch {
                return .end(status: 64)
            }
        }
        return pending.count > ForkRequest.limit ? .end(status: 64) : nil
    }

    private enum Side {
        case child
        /// `isHeard` says whether replies still have a reader.
        case server(isHeard: Bool)
    }

    private mutating func fork(_ id: Int, _ seconds: Int) -> Side {
        var output: [Int32] = [-1, -1]
        var errors: [Int32] = [-1, -1]
        guard unsafe pipe(&output) == 0 else { return refuse(id, errno) }
        guard unsafe pipe(&errors) == 0 else {
            let number = errno
            output.forEach { _ = close($0) }
            return refuse(id, number)
        }
        var watch: Int32 = -1
        let process = unsafe csandbox_fork(output[1], errors[1], &watch)
        if process == 0 { return .child }
        close(output[1])
        close(errors[1])
        guard process > 0 else {
            close(output[0])
            close(errors[0])
            return refuse(id, -process)
        }
        // Read without waiting: a process that this one started may hold the other end for ever.
        for descriptor in [output[0], errors[0]] { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }
        forked.append(
            Forked(
                id: id, process: process, watch: watch, deadline: Self.now + seconds, output: output[0],
                errors: errors[0]))
        return .server(isHeard: true)
    }

    private func refuse(_ id: Int, _ number: Int32) -> Side {
        let head = ForkReply.Head(id: id, refusal: unsafe String(cString: strerror(number)))
        return .server(isHeard: send(ForkReply(head: head, answer: Data(), words: [])))
    }

    /// Reads one piece; `false` where there is none now or any more.
    private mutating func readAnswer(_ index: Int) -> Bool {
        guard let bytes = Self.piece(&forked[index].output) else { return false }
        let room = JobMessage.limit + 1 - forked[index].answer.count
        forked[index].answer.append(contentsOf: bytes.prefix(room))
        // More than any answer has: nobody reads the rest.
        if bytes.count > room { Self.kill(forked[index]) }
        return true
    }

    private mutating func readWords(_ index: Int) -> Bool {
        guard let bytes = Self.piece(&forked[index].errors) else { return false }
        forked[index].words = Array((forked[index].words + bytes).suffix(LastWords.limit))
        return true
    }

    /// A piece of what a process wrote; at its end the descriptor is closed.
    private static func piece(_ descriptor: inout Int32) -> [UInt8]? {
        guard let bytes = read(descriptor) else { return nil }
        guard bytes.isEmpty else { return bytes }
        close(descriptor)
        descriptor = -1
        return nil
    }

    /// Takes in the rest of what an ended process wrote and replies; `false` where nobody hears it.
    private mutating func finish(_ index: Int) -> Bool {
        // What it started, if anything, goes with it, and while it is not waited for its number is no other's.
        Self.kill(forked[index])
        // No more than a pipe holds: what left the group may go on writing.
        var pieces = 0
        while pieces < Self.mostPieces, readAnswer(index) { pieces += 1 }
        pieces = 0
        while pieces < Self.mostPieces, readWords(index) { pieces += 1 }
        let child = forked.remove(at: index)
        for descriptor in [child.output, child.errors, child.watch] where descriptor >= 0 { close(descriptor) }
        var status: Int32 = 0
        while unsafe waitpid(child.process, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        let head = ForkReply.Head(
            id: child.id, signal: signal == 0 ? nil : signal, isLate: child.isLate ? true : nil,
            answer: child.answer.count, words: child.words.count)
        return send(ForkReply(head: head, answer: child.answer, words: child.words))
    }

    private static func kill(_ child: Forked) { _ = Glibc.kill(-child.process, SIGKILL) }

    /// What can be read now, empty at the end; `nil` where there is nothing yet.
    private static func read(_ descriptor: Int32) -> [UInt8]? {
        guard descriptor >= 0 else { return nil }
        var buffer = [UInt8](repeating: 0, count: pieceBytes)
        while true {
            let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
            if count >= 0 { return Array(buffer[..<count]) }
            if errno == EINTR { continue }
            return errno == EAGAIN ? nil : []
        }
    }

    private func send(_ reply: ForkReply) -> Bool {
        do {
            try Worker.send(reply.encoded(), to: replies)
            return true
        } catch {
            return false
        }
    }
}
