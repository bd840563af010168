import Store
import Synchronization
import SystemPackage

/// A schedule of faults over the calls of one file system, and the calls that were made.
final class Faults: Sendable {
    enum Plan: Sendable {
        case none
        /// From the n-th call that changes the disk on, nothing reaches it: what a dead process leaves.
        case deathAt(Int)
        case once(FileCall.Kind, Errno)
        /// Only the n-th call that may change the disk fails.
        case onceAt(Int, Errno)
        case always(FileCall.Kind, Errno)
        case shortTransfers(Int)
    }

    private let plan: Plan
    private let state = Mutex<(changes: Int, fired: Int, calls: [FileCall])>((0, 0, []))

    init(_ plan: Plan = .none) {
        self.plan = plan
    }

    var calls: [FileCall] { state.withLock(\.calls) }
    var changes: Int { state.withLock(\.changes) }
    var fired: Int { state.withLock(\.fired) }

    var files: FileSystem { FileSystem { self.decide($0) } }

    func decide(_ call: FileCall) -> FileFault? {
        state.withLock { state in
            state.calls.append(call)
            let counts = call.changesDisk || opensNewFile(call)
            if counts { state.changes += 1 }
            let fault: FileFault? =
                switch plan {
                case .none: nil
                case .deathAt(let number): state.changes >= number ? .fail(.ioError) : nil
                case .once(let kind, let errno): call.kind == kind && state.fired == 0 ? .fail(errno) : nil
                case .onceAt(let number, let errno): counts && state.changes == number ? .fail(errno) : nil
                case .always(let kind, let errno): call.kind == kind ? .fail(errno) : nil
                case .shortTransfers(let most): [.read, .write].contains(call.kind) ? .atMost(most) : nil
                }
            if fault != nil { state.fired += 1 }
            return fault
        }
    }

    // An open may make a file; counting all opens finds every point between two changes.
    private func opensNewFile(_ call: FileCall) -> Bool { call.kind == .open }
}
