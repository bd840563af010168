import Foundation
import Spool
import Store
import SystemPackage
import Testing

@Suite struct WatcherTests {
    /// The hints up to the first that fits; a silent watcher fails by the suite's own limit.
    private func first(of watcher: Watcher, _ fits: (WatchHint) -> Bool) async -> WatchHint? {
        for await hint in watcher.hints where fits(hint) { return hint }
        return nil
    }

    @Test(.timeLimit(.minutes(1))) func `a new file, a rename and a move from outside are hinted at`() async throws {
        let world = try SpoolWorld()
        let watcher = Watcher(world.spool.incoming)
        #expect(watcher.problem == nil)
        let part = try world.drop("a.tif.part")
        #expect(await first(of: watcher) { $0 == .changed } == .changed)
        let name = try #require(FileName("a.tif"))
        try FileSystem.real.rename(part, to: world.spool.incoming.appending(name))
        let renamed = await first(of: watcher) { if case .moved = $0 { true } else { false } }
        #expect(renamed == .moved(from: FileName("a.tif.part"), to: name))
        let outside = world.folder.path.appending("b.tif")
        try FileSystem.real.create(outside, [1])
        try FileSystem.real.rename(outside, to: world.spool.incoming.appending("b.tif"))
        let moved = await first(of: watcher) { if case .moved = $0 { true } else { false } }
        #expect(moved == .moved(from: nil, to: try #require(FileName("b.tif"))))
    }

    @Test(.timeLimit(.minutes(1))) func `the end of the directory ends the stream`() async throws {
        let world = try SpoolWorld()
        let watcher = Watcher(world.spool.incoming)
        try FileSystem.real.removeAll(world.spool.incoming)
        #expect(await first(of: watcher) { $0 == .gone } == .gone)
        #expect(await first(of: watcher) { _ in true } == nil)
    }

    @Test(.timeLimit(.minutes(1))) func `stopping ends the stream`() async throws {
        let world = try SpoolWorld()
        let watcher = Watcher(world.spool.incoming)
        watcher.stop()
        #expect(await first(of: watcher) { _ in true } == nil)
    }

    @Test func `a directory that cannot be watched says why`() throws {
        let watcher = Watcher("/nowhere/at/all")
        #expect(watcher.problem?.errno == .noSuchFileOrDirectory)
    }

    @Test(.timeLimit(.minutes(1))) func `a file that was moved in is taken by the next listing`() async throws {
        let world = try SpoolWorld()
        var settling = Settling()
        let watcher = Watcher(world.spool.incoming)
        let outside = world.folder.path.appending("a.gpkg")
        try FileSystem.real.create(outside, [1])
        // The file system's clock ticks every few milliseconds; the rename must come in a later tick than the write.
        try await Task.sleep(for: .milliseconds(50))
        try FileSystem.real.rename(outside, to: world.spool.incoming.appending("a.gpkg"))
        if case .moved(let from, let name) = await first(of: watcher, { if case .moved = $0 { true } else { false } }) {
            settling.moved(from: from, to: name)
        }
        let listing = try world.spool.list()
        settling.observe(listing, at: .zero)
        #expect(settling.arrivals(listing, at: .zero).map(\.readiness) == [.ready(.renamed)])
    }
}
