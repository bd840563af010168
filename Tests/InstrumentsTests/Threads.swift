import Foundation
import Instruments
import Synchronization

/// Threads for tests.
enum Threads {
    /// Calls the body on several threads in no order.
    static func parallel(_ count: Int, _ body: @Sendable (Int) throws -> Void) throws {
        let failure = Mutex<(any Error)?>(nil)
        DispatchQueue.concurrentPerform(iterations: count) { index in
            do { try body(index) } catch { failure.withLock { $0 = error } }
        }
        if let error = failure.withLock({ $0 }) { throw error }
    }
}
