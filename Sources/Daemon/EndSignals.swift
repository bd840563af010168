@preconcurrency import Dispatch
import Glibc
import ServiceLifecycle
import Synchronization

/// SIGTERM and SIGINT from the first moment on: before the services run they end the process at once, later they end it
/// in good order, and after five seconds in any case. Both are safe, as everything may be cut off at any point.
final class EndSignals: Sendable {
    private static let grace = 5.0

    private let sources: [any DispatchSourceSignal]
    private let group = Mutex<ServiceGroup?>(nil)
    private let manager: ServiceManager

    init(manager: ServiceManager) {
        self.manager = manager
        sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            return DispatchSource.makeSignalSource(signal: number, queue: DispatchQueue(label: "gossan.signals"))
        }
        for source in sources {
            source.setEventHandler { [weak self] in self?.end() }
            source.activate()
        }
        // A peer that went away is an error of a write, not the end.
        signal(SIGPIPE, SIG_IGN)
    }

    /// From now on the services are told to end.
    func serve(_ group: ServiceGroup) {
        self.group.withLock { $0 = group }
    }

    private func end() {
        manager.stopping()
        guard let group = group.withLock({ $0 }) else { _exit(0) }
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.grace) { _exit(0) }
        Task { await group.triggerGracefulShutdown() }
    }
}
