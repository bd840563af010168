import Dispatch
import Glibc
import Synchronization

/// The protocol of systemd's service manager: sd_notify(3), socket activation, the watchdog. Without systemd around, all
/// of it is silent.
package final class ServiceManager: Sendable {
    private let address: String?
    /// How often the watchdog wants to hear; `nil` where there is none.
    package let watchdog: Duration?
    /// The listening sockets that were handed over.
    package let listeners: [Int32]
    private let lastStatus = Mutex("")

    /// From the environment of this process.
    package init(
        environment: (String) -> String? = { name in getenv(name).map { String(cString: $0) } },
        process: Int32 = getpid()
    ) {
        address = environment("NOTIFY_SOCKET").flatMap { $0.hasPrefix("/") || $0.hasPrefix("@") ? $0 : nil }
        let isForUs = environment("WATCHDOG_PID").map { Int32($0) == process } ?? true
        watchdog = environment("WATCHDOG_USEC").flatMap { Int64($0) }.flatMap {
            $0 > 0 && isForUs ? .microseconds($0) : nil
        }
        // sd_listen_fds(3): the descriptors begin at 3 and are meant for the process that LISTEN_PID names.
        if environment("LISTEN_PID").flatMap({ Int32($0) }) == process,
            let count = environment("LISTEN_FDS").flatMap({ Int32($0) }), (1...64).contains(count)
        {
            listeners = Array(3..<3 + count)
        } else {
            listeners = []
        }
        for descriptor in listeners { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    }

    /// The daemon serves.
    package func ready(_ status: String) { send("READY=1\nSTATUS=\(Self.line(status))") }

    /// It reads its configuration anew; `ready` ends that.
    package func reloading() {
        // CLOCK_MONOTONIC on Linux.
        let microseconds = DispatchTime.now().uptimeNanoseconds / 1000
        // One datagram: systemd from 253 on wants both together.
        send("RELOADING=1\nMONOTONIC_USEC=\(microseconds)")
    }

    /// It ends.
    package func stopping() { send("STOPPING=1") }

    /// What `systemctl status` shows; told only when it changed.
    package func status(_ text: String) {
        let line = Self.line(text)
        let isNew = lastStatus.withLock { last in
            defer { last = line }
            return last != line
        }
        // A manager that does not listen must hold up nothing: the next status tells it.
        if isNew, !send("STATUS=\(line)", patience: 0) { lastStatus.withLock { $0 = "" } }
    }

    /// Every lane makes progress.
    package func alive() { send("WATCHDOG=1") }

    /// Starting or stopping takes up to so much longer.
    package func extend(by time: Duration) {
        send("EXTEND_TIMEOUT_USEC=\(time.components.seconds * 1_000_000)")
    }

    /// The number of the error that ends the daemon.
    package func failing(errno number: Int32) { send("ERRNO=\(number)") }

    /// Whether it was taken; `patience` is in seconds, short beside the times in which the manager expects an answer.
    @discardableResult
    private func send(_ text: String, patience: Int = 1) -> Bool {
        guard let address else { return true }
        return Datagram.send(Array(text.utf8), to: address, patience: patience)
    }

    /// A line break would begin another assignment.
    private static func line(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 }.prefix(500))
    }
}
