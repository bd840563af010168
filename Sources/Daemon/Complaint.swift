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
            case let error as StoreError: Self.status(of: error)
            case let error as JournalError: Self.status(of: error)
            default: 70
            }
    }

    private static func status(of error: StoreError) -> Int32 {
        switch error.code {
        case .locked: 73
        // The next start verifies what is there; this process can no longer know.
        case .syncFailed: 75
        default: error.isTemporary ? 75 : 74
        }
    }

    private static func status(of error: JournalError) -> Int32 {
        switch error.code {
        case .io, .corrupt, .noSpace: 75
        case .locked: 73
        case .newer: 78
        case .notFound, .cannotOpen, .other: 74
        }
    }

    /// Prints it on standard error.
    package func print(as program: String) {
        let text = Array(lines.map { "\(program): \($0)\n" }.joined().utf8)
        // Where standard error is closed there is nobody left to tell.
        _ = write(STDERR_FILENO, text, text.count)
    }
}
