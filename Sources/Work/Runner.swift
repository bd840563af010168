import Operations

/// An operation and what does it.
struct Runner: Sendable {
    let operation: Operation
    let run: @Sendable (Workplace) throws -> Void
}
