import Glibc
import Logging
import Store
import SystemPackage

/// Where the log goes: to journald with fields of its own where standard error is its stream, else to standard error.
package enum LogSetup {
    /// Once, at the start of a program.
    package static func start() {
        let toJournal = isJournalStream()
        LoggingSystem.bootstrap { _ in
            toJournal ? JournaldHandler() : StandardErrorHandler() as any LogHandler
        }
    }

    /// systemd.exec(5): JOURNAL_STREAM holds device and inode of the stream that a service's output is connected to.
    private static func isJournalStream() -> Bool {
        guard let stream = getenv("JOURNAL_STREAM").map({ String(cString: $0) }) else { return false }
        let copy = dup(STDERR_FILENO)
        guard copy >= 0 else { return false }
        let file = OpenFile(descriptor: copy, path: "/dev/stderr")
        do {
            let status = try FileSystem.real.status(of: file)
            return stream == "\(status.device):\(status.inode)"
        } catch {
            return false
        }
    }
}

extension Logger.Level {
    /// The number of syslog(3).
    var priority: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
