import Glibc

/// Several threads that do the same work, with the caller as one of them.
///
/// Not Dispatch: after a second its pool looks at its threads in `/proc/TID`, which the worker's sandbox hides, and ends
/// the process because of it.
package enum Crew {
    private final class Order: Sendable {
        let work: @Sendable () -> Void

        init(_ work: @escaping @Sendable () -> Void) { self.work = work }
    }

    /// Calls `work` on `threads` threads and waits for all. Where the system gives fewer threads, fewer do it all: the
    /// work is to share itself out.
    package static func run(threads: Int, _ work: @Sendable () -> Void) {
        guard threads > 1 else { return work() }
        withoutActuallyEscaping(work) { work in
            var crew: [pthread_t] = []
            for _ in 1..<threads {
                var thread = pthread_t()
                let order = unsafe Unmanaged.passRetained(Order(work))
                let status = unsafe pthread_create(
                    &thread, nil,
                    { context in
                        guard let context = unsafe context else { return nil }
                        unsafe Unmanaged<Order>.fromOpaque(context).takeRetainedValue().work()
                        return nil
                    }, order.toOpaque())
                guard status == 0 else {
                    unsafe order.release()
                    break
                }
                crew.append(thread)
            }
            work()
            for thread in crew { pthread_join(thread, nil) }
        }
    }
}
