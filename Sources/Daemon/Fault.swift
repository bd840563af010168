import Jobs
import Journal
import Spool
import Store

/// What an error means for the daemon as a whole.
enum Fault: Sendable {
    /// What was written may be gone, or the journal cannot be trusted any more: end with 75 and verify at the start.
    case fatal
    /// The machine is at fault: try again, after a while.
    case machine
    /// The daemon is told to end.
    case stopped

    init(_ error: any Error) {
        self =
            switch error {
            case is CancellationError: .stopped
            case let error as StoreError where error.code == .syncFailed: .fatal
            case let error as JournalError:
                switch error.code {
                case .io, .corrupt, .newer: .fatal
                case .noSpace, .locked, .notFound, .cannotOpen, .other: .machine
                }
            default: .machine
            }
        if Task.isCancelled, case .machine = self { self = .stopped }
    }
}
