/// A bounded number of workers at once, given out in turn: the campaign that had a lane longest ago goes first, so that
/// ten thousand files of one team do not keep one file of another waiting.
package actor Lanes {
    private let count: Int
    private var taken = 0
    private var turn = 0
    private var lastTurn: [String: Int] = [:]
    private var waiting: [(id: Int, key: String, go: CheckedContinuation<Void, any Error>)] = []
    private var nextID = 0

    package init(_ count: Int) {
        precondition(count > 0, "work needs a lane")
        self.count = count
    }

    /// Does something in a lane; waits for one where all are taken.
    package func run<Value: Sendable>(
        for key: String, _ body: @Sendable () async throws -> Value
    ) async throws -> Value {
        try await enter(key)
        defer { leave() }
        return try await body()
    }

    private func enter(_ key: String) async throws {
        try Task.checkCancellation()
        if taken < count, waiting.isEmpty {
            take(key)
            return
        }
        let id = nextID
        nextID += 1
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { waiting.append((id, key, $0)) }
        } onCancel: {
            Task { await self.giveUp(id) }
        }
    }

    private func leave() {
        taken -= 1
        // Among those that wait, the first of the key whose last turn is longest ago.
        let next = waiting.indices.min { a, b in
            (lastTurn[waiting[a].key] ?? -1, waiting[a].id) < (lastTurn[waiting[b].key] ?? -1, waiting[b].id)
        }
        guard let next else { return }
        let waiter = waiting.remove(at: next)
        take(waiter.key)
        waiter.go.resume()
    }

    private func take(_ key: String) {
        taken += 1
        turn += 1
        lastTurn[key] = turn
    }

    private func giveUp(_ id: Int) {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
        waiting.remove(at: index).go.resume(throwing: CancellationError())
    }
}
