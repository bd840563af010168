import Synchronization
import Testing

@testable import Daemon

@Suite struct LanesTests {
    /// Lets waiting tasks get where they wait.
    private func settle() async {
        for _ in 0..<50 { await Task.yield() }
    }

    @Test func `no more work runs at once than there are lanes`() async throws {
        let lanes = Lanes(3)
        let running = Running()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                group.addTask {
                    try await lanes.run(for: "c\(number % 4)") {
                        running.begin()
                        await Task.yield()
                        running.end()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(running.most <= 3)
        #expect(running.now == 0)
    }

    @Test func `one file of a small campaign does not wait behind all of a large one`() async throws {
        let lanes = Lanes(1)
        let order = Order()
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await lanes.run(for: "large") { for await _ in gate {} } }
            await settle()
            for _ in 0..<20 {
                group.addTask { try await lanes.run(for: "large") { order.add("large") } }
            }
            await settle()
            group.addTask { try await lanes.run(for: "small") { order.add("small") } }
            await settle()
            open.finish()
            try await group.waitForAll()
        }
        #expect(order.names.first == "small")
        #expect(order.names.count == 21)
    }

    @Test func `a task that is cancelled while it waits gives its place up`() async throws {
        let lanes = Lanes(1)
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        let holder = Task { try await lanes.run(for: "a") { for await _ in gate {} } }
        await settle()
        let waiter = Task { try await lanes.run(for: "b") {} }
        await settle()
        waiter.cancel()
        await #expect(throws: CancellationError.self) { try await waiter.value }
        open.finish()
        try await holder.value
        try await lanes.run(for: "c") {}
    }
}

/// How many run at once.
private final class Running: Sendable {
    private let counts = Mutex((now: 0, most: 0))

    var now: Int { counts.withLock { $0.now } }
    var most: Int { counts.withLock { $0.most } }

    func begin() {
        counts.withLock {
            $0.now += 1
            $0.most = max($0.most, $0.now)
        }
    }

    func end() { counts.withLock { $0.now -= 1 } }
}

/// Who came when.
private final class Order: Sendable {
    private let list = Mutex<[String]>([])

    var names: [String] { list.withLock { $0 } }

    func add(_ name: String) { list.withLock { $0.append(name) } }
}
