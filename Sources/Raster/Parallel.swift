import Synchronization

/// Work on numbered parts by several threads, each with handles of its own.
enum Parallel {
    /// Calls `body` once for each of `count` parts; throws the failure of the lowest part that failed.
    ///
    /// `state` makes what one thread needs, on that thread: GDAL's handles must not be shared.
    static func forEach<State>(
        _ count: Int, threads: Int, state: @Sendable () throws(RasterError) -> State,
        _ body: @Sendable (State, Int) throws(RasterError) -> Void
    ) throws(RasterError) {
        let next = Atomic<Int>(0)
        let failure = Mutex<(part: Int, error: RasterError)?>(nil)
        @Sendable func work() {
            var part = -1
            do throws(RasterError) {
                let own = try state()
                while true {
                    part = next.wrappingAdd(1, ordering: .relaxed).oldValue
                    guard part < count else { return }
                    try body(own, part)
                }
            } catch {
                next.store(count, ordering: .relaxed)
                failure.withLock { first in
                    if first.map({ part < $0.part }) ?? true { first = (part, error) }
                }
            }
        }
        Crew.run(threads: min(threads, count)) { work() }
        if let failure = failure.withLock({ $0 }) { throw failure.error }
    }
}
