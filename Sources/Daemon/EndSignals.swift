@preconcurrency import Dispatch
import Glibc
import ServiceLifecycle
import Synchronization

/// SIGTERM and SIGINT from the first moment on: before the services run they end the process at once, later they end it
/// in good order, and after five seconds in any case. Both are safe, as everything may be cut off at any point.
final class EndSignals: Sendable {
    private static let grace = 5.0

    private let source: any DispatchSourceRead
    private let group = Mutex<ServiceGroup?>(nil)
    private let manager: ServiceManager

    init(manager: ServiceManager) {
        self.manager = manager
        var ends: [Int32] = [-1, -1]
        // Without a pipe the signals keep their own meaning and end the process, which is safe as well.
        let hasPipe = pipe(&ends) == 0
        for end in ends where hasPipe {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        source = DispatchSource.makeReadSource(
            fileDescriptor: hasPipe ? ends[0] : STDIN_FILENO, queue: DispatchQueue(label: "gossan.signals"))
        if hasPipe {
            source.setEventHandler { [weak self] in
                var bytes = [UInt8](repeating: 0, count: 16)
                if read(ends[0], &bytes, bytes.count) > 0 { self?.end() }
            }
            endPipe.store(ends[1], ordering: .releasing)
            // A handler of our own: with a dispatch source for signals, one that comes while it is set up is lost.
            for number in [SIGTERM, SIGINT] { signal(number, tellEnd) }
        }
        source.activate()
        // A peer that went away is an error of a write, not the end.
        signal(SIGPIPE, SIG_IGN)
    }

    /// From now on the services are told to end.
    func serve(_ group: ServiceGroup) {
        self.group.withLock { $0 = group }
    }

    private func end() {
        guard let group = group.withLock({ $0 }) else {
            manager.stopping()
            _exit(0)
        }
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.grace) { _exit(0) }
        manager.stopping()
        Task { await group.triggerGracefulShutdown() }
    }
}

/// Where a signal is told to: a handler knows nothing but globals.
private let endPipe = Atomic<Int32>(-1)

/// The handler: write(2) is one of the few calls that it may make.
private func tellEnd(_ number: Int32) {
    let saved = errno
    var byte = UInt8(truncatingIfNeeded: number)
    _ = write(endPipe.load(ordering: .acquiring), &byte, 1)
    errno = saved
}
