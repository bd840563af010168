import Campaign
import Glibc
import Jobs
import Journal
import Operations
import Store

/// Any error, as people at a terminal are told: one line with file, reason and remedy, and an exit status.
package struct Complaint: Sendable {
    /// Several lines only where a campaign file has several mistakes.
    package let lines: [String]
    /// Of sysexits.h.
    package let exitStatus: Int32

    package init(_ error: any Error) {
        // A name may hold a line break; a message is one line.
        lines = "\(error)".split(whereSeparator: \.isNewline).map(String.init)
        exitStatus =
            switch error {
            case let error as DaemonError: error.exitStatus
            case let error as JobFailure: error.exitStatus
            case is CampaignError: 78
            case is OperationError: 64
            case let error as StoreError: error.code == .locked ? 73 : error.isTemporary ? 75 : 74
            case is JournalError: 74
            default: 70
            }
    }

    /// Prints it on standard error.
    package func print(as program: String) {
        let text = Array(lines.map { "\(program): \($0)\n" }.joined().utf8)
        // Where standard error is closed there is nobody left to tell.
        _ = write(STDERR_FILENO, text, text.count)
    }
}
