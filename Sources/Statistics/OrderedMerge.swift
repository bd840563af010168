import Synchronization

/// A figure to which parts are added in their order, whichever thread brings them first: sums get the same bits on any
/// number of threads.
final class OrderedMerge<State: Sendable, Part: Sendable>: Sendable {
    private struct Progress: Sendable {
        var state: State
        var next = 0
        /// Parts that came before their turn.
        var waiting: [Int: [Part]] = [:]
    }

    private let progress: Mutex<Progress>
    private let add: @Sendable (inout State, Part) -> Void

    init(_ initial: State, add: @escaping @Sendable (inout State, Part) -> Void) {
        progress = Mutex(Progress(state: initial))
        self.add = add
    }

    /// Takes the parts of band `index`; bands count from 0.
    func give(_ parts: [Part], of index: Int) {
        progress.withLock { progress in
            progress.waiting[index] = parts
            while let parts = progress.waiting.removeValue(forKey: progress.next) {
                for part in parts { add(&progress.state, part) }
                progress.next += 1
            }
        }
    }

    /// The figure, after all parts were given.
    var result: State { progress.withLock { $0.state } }
}
