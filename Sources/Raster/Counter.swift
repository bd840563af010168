import Synchronization

/// A sum that several threads add to.
final class Counter: Sendable {
    private let sum = Atomic<Int>(0)

    func add(_ count: Int) { sum.wrappingAdd(count, ordering: .relaxed) }

    var total: Int { sum.load(ordering: .relaxed) }
}
