import Synchronization

/// Results of parallel work, in the order of the work whatever the order in which it was done.
final class Collected<Value: Sendable>: Sendable {
    private let found = Mutex<[Int: Value]>([:])

    func put(_ value: Value, at index: Int) { found.withLock { $0[index] = value } }

    /// In order; what nobody put is left out.
    var values: [Value] { found.withLock { found in found.keys.sorted().compactMap { found[$0] } } }
}

/// Calls a body for 0 ..< count, perhaps on several threads; the first error ends the work and is thrown.
package typealias ParallelWork = (_ count: Int, _ body: @Sendable (Int) throws -> Void) throws -> Void

/// One after the other.
package func inOrder(_ count: Int, _ body: @Sendable (Int) throws -> Void) throws {
    for index in 0..<count { try body(index) }
}

/// The values of 0 ..< count, made in parallel.
func collect<Value: Sendable>(
    _ count: Int, by work: ParallelWork, _ body: @escaping @Sendable (Int) throws -> Value
) throws -> [Value] {
    let collected = Collected<Value>()
    try work(count) { collected.put(try body($0), at: $0) }
    return collected.values
}
