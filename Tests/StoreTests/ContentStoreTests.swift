import Foundation
import Store
import SystemPackage
import Testing

@Suite struct ContentStoreTests {
    private func put(_ text: String, in store: ContentStore, _ files: FileSystem = .real) throws {
        let key = ContentHash.of(text)
        let staging = try store.stage(key)
        try files.makeDirectory(staging.appending("inner"))
        try files.create(staging.appending("a.txt"), Array(text.utf8))
        try files.create(
            staging.appending("inner").appending("b.txt"), Array(text.reversed().map(\.self).description.utf8))
        try store.commit(staging, as: key)
    }

    @Test func `an entry is there after its commit and not before`() throws {
        let folder = try TemporaryFolder()
        let store = try ContentStore(root: folder.path.appending("store"))
        let key = ContentHash.of("x")
        let staging = try store.stage(key)
        try FileSystem.real.create(staging.appending("a"), [1])
        #expect(try !store.contains(key))
        #expect(try store.commit(staging, as: key) == .stored)
        #expect(try store.contains(key))
        let entry = store.directory(of: key)
        #expect(entry.string.hasSuffix("/\(key.hex.prefix(2))/\(key.hex)"))
        #expect(try FileSystem.real.contents(of: entry.appending("a"), atMost: 1) == [1])
    }

    @Test func `a second commit of a key keeps the first and leaves no staging`() throws {
        let folder = try TemporaryFolder()
        let store = try ContentStore(root: folder.path)
        let key = ContentHash.of("x")
        for (byte, outcome) in [(UInt8(1), ContentStore.Outcome.stored), (2, .alreadyThere)] {
            let staging = try store.stage(key)
            try FileSystem.real.create(staging.appending("a"), [byte])
            #expect(try store.commit(staging, as: key) == outcome)
            #expect(try FileSystem.real.statusIfPresent(staging) == nil)
        }
        #expect(try FileSystem.real.contents(of: store.directory(of: key).appending("a"), atMost: 1) == [1])
    }

    @Test func `a crash at any call leaves nothing or the whole entry, and a new start sweeps the rest`() throws {
        var whole = 0
        var absent = 0
        for death in 1...80 {
            let folder = try TemporaryFolder()
            let faults = Faults(.deathAt(death))
            do {
                let store = try ContentStore(root: folder.path, files: faults.files)
                try put("text", in: store, faults.files)
                #expect(faults.fired == 0)
            } catch let error as StoreError {
                #expect(error.errno == .ioError && faults.fired > 0)
            }
            let store = try ContentStore(root: folder.path)
            let key = ContentHash.of("text")
            if try store.contains(key) {
                whole += 1
                let paths = try FileSystem.real.paths(below: store.directory(of: key))
                #expect(paths == ["a.txt", "inner/b.txt"])
                #expect(try ContentHash.of(file: store.directory(of: key).appending("a.txt")) == key)
            } else {
                absent += 1
            }
            try store.sweep()
            let sessions = try FileSystem.real.names(in: folder.path.appending("staging"))
            #expect(sessions.filter { $0.display.hasPrefix("session") }.count == 1)
            try put("text", in: store)
            #expect(try store.contains(key))
        }
        #expect(whole > 0 && absent > 10)
    }

    @Test func `the sweep leaves a living session alone`() throws {
        let folder = try TemporaryFolder()
        let living = try ContentStore(root: folder.path)
        let staging = try living.stage(.of("x"))
        let other = try ContentStore(root: folder.path)
        #expect(try other.sweep() == 0)
        #expect(try FileSystem.real.status(staging).kind == .directory)
    }

    @Test func `all files and folders are synced before the rename and the shelf after`() throws {
        let folder = try TemporaryFolder()
        let faults = Faults()
        let store = try ContentStore(root: folder.path, files: faults.files)
        try put("x", in: store)
        let calls = faults.calls.filter(\.changesDisk)
        let rename = try #require(calls.lastIndex { $0.kind == .rename })
        let before = Set(
            calls[..<rename].filter { [.sync, .syncDirectory].contains($0.kind) }.compactMap(\.path.name?.display))
        #expect(before.isSuperset(of: ["a.txt", "b.txt", "inner"]))
        #expect(calls[rename...].contains { $0.kind == .syncDirectory })
    }

    @Test func `a link in a staged entry is refused`() throws {
        let folder = try TemporaryFolder()
        let store = try ContentStore(root: folder.path)
        let staging = try store.stage(.of("x"))
        try FileSystem.real.replaceLink(staging.appending("link"), target: "/etc/passwd")
        let error = #expect(throws: StoreError.self) { try store.commit(staging, as: .of("x")) }
        #expect(error?.code == .notRegular)
        #expect(try !store.contains(.of("x")))
    }
}
