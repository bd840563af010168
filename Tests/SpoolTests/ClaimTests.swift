import Foundation
import Glibc
import Spool
import Store
import SystemPackage
import Testing

@Suite struct ClaimTests {
    @Test func `a claim copies, records, and only then removes the original`() throws {
        let world = try SpoolWorld()
        let original = try world.drop("tmi.tif", "grid")
        let arrival = try #require(try world.arrivals().first)
        var recorded: ClaimedDrop?
        let drop = try world.spool.claim(arrival, at: world.time) { drop in
            #expect(FileManager.default.fileExists(atPath: original.string))
            let copied = try world.text(world.spool.path(of: drop.parts[0], in: drop))
            #expect(copied == "grid")
            recorded = drop
        }
        #expect(recorded == drop)
        #expect(drop.identity == .of("grid"))
        #expect(drop.id == String(ContentHash.of("grid").hex.prefix(16)))
        #expect(drop.parts.map(\.file) == ["tmi.tif"])
        #expect(try world.names(world.spool.incoming) == [])
        #expect(try world.spool.recover().claimed == [drop])
    }

    @Test func `a copy that a failing disk kept from being removed is gone after the next claim`() throws {
        var left = 0
        for failing in 1... {
            let world = try SpoolWorld()
            let original = try world.drop("a.tif", "a")
            let arrival = try #require(try world.arrivals().first)
            let faults = Faults(.deathAt(failing))
            do { _ = try world.spool(faults).take(arrival, at: world.time) } catch {}
            if faults.fired == 0 { break }
            let copies = try world.names(world.spool.active)
            // Under its own name it is claimed, and nothing is left over.
            if !copies.allSatisfy({ $0.hasPrefix(".") }) { continue }
            left += copies.count
            // The daemon lives on, and the sender takes this file back and sends another.
            try FileManager.default.removeItem(atPath: original.string)
            try world.drop("b.tif", "b")
            let next = try #require(try world.arrivals().first)
            let drop = try world.spool.claim(next, at: world.time) { _ in }
            #expect(try world.names(world.spool.active) == [drop.delivery], "at call \(failing)")
        }
        #expect(left > 3)
    }

    @Test func `a journal that fails leaves the original and the copy, and the next start goes on`() throws {
        let world = try SpoolWorld()
        try world.drop("a.gpkg", "x")
        let arrival = try #require(try world.arrivals().first)
        struct Full: Error {}
        #expect(throws: Full.self) { try world.spool.claim(arrival, at: world.time) { _ in throw Full() } }
        #expect(try world.names(world.spool.incoming) == ["a.gpkg"])
        let again = try #require(try world.arrivals().first)
        let drop = try world.spool.claim(again, at: world.time) { _ in }
        #expect(try world.spool.recover().claimed == [drop])
        #expect(try world.names(world.spool.active).count == 1)
        #expect(try world.names(world.spool.incoming) == [])
    }

    @Test(
        arguments: [
            Array("new\nline.tif".utf8), Array("\u{202E}fit.tif".utf8), [0xFF, 0xFE, 0x2E, 0x74, 0x69, 0x66],
            Array(repeating: 0x61, count: 251) + Array(".tif".utf8), Array(repeating: 0xC3, count: 255),
            Array(" -rf *;$(x).tif".utf8),
        ] as [[UInt8]])
    func `names of any bytes get a safe name and come back whole`(bytes: [UInt8]) throws {
        let world = try SpoolWorld()
        let name = try #require(FileName(bytes: bytes))
        try world.drop(name, [1, 2, 3])
        let arrival = try #require(try world.arrivals().first)
        let drop = try world.spool.claim(arrival, at: world.time) { _ in }
        let file = drop.parts[0].file
        #expect(file.utf8.count <= 200)
        #expect(file.utf8.allSatisfy { ($0 >= 0x2B && $0 <= 0x7A && $0 != 0x2F) || $0 == 0x25 })
        #expect(drop.parts[0].originalName == name)
        try world.spool.reject(drop, Rejection(what: "no CRS", remedy: "set one"), at: world.time)
        #expect(try FileSystem.real.contents(of: world.spool.rejected.appending(name), atMost: 9) == [1, 2, 3])
        #expect(try FileSystem.real.names(in: world.spool.rejected).count == 3)
        #expect(try FileSystem.real.names(in: world.spool.active) == [])
    }

    @Test func `parts with a long stem still share it, and a set's identity forgets its name`() throws {
        var identities: Set<ContentHash> = []
        for stem in ["f", String(repeating: "é ", count: 80)] {
            let world = try SpoolWorld()
            for ending in [".shp", ".shx", ".dbf"] { try world.drop(stem + ending, ending) }
            let arrival = try #require(try world.arrivals().first)
            let drop = try world.spool.claim(arrival, at: world.time) { _ in }
            #expect(Set(drop.parts.map { String($0.file.dropLast(4)) }).count == 1)
            #expect(drop.parts.map { String($0.file.suffix(4)) } == [".shp", ".dbf", ".shx"])
            identities.insert(drop.identity)
        }
        #expect(identities.count == 1)
    }

    @Test func `a writer that keeps its descriptor cannot change what was claimed`() throws {
        let world = try SpoolWorld()
        let path = try world.drop("a.csv", "1,2\n")
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path.string))
        try handle.seekToEnd()
        let arrival = try #require(try world.arrivals().first)
        let drop = try world.spool.claim(arrival, at: world.time) { _ in }
        try handle.write(contentsOf: Data("3,4\n".utf8))
        try handle.close()
        #expect(try world.text(world.spool.path(of: drop.parts[0], in: drop)) == "1,2\n")
    }

    @Test func `what is appended between the copy and the removal stays in incoming`() throws {
        let world = try SpoolWorld()
        let path = try world.drop("a.csv", "1,2\n")
        let arrival = try #require(try world.arrivals().first)
        let drop = try world.spool.take(arrival, at: world.time)
        try world.append("3,4\n", to: path)
        #expect(try world.spool.release(drop).map(\.display) == ["a.csv"])
        #expect(try world.text(path) == "1,2\n3,4\n")
        #expect(try world.text(world.spool.path(of: drop.parts[0], in: drop)) == "1,2\n")
        let second = try world.spool.claim(try #require(try world.arrivals().first), at: world.time) { _ in }
        #expect(second.identity == .of("1,2\n3,4\n"))
    }

    @Test func `a file that is replaced at the last moment is put back, not removed`() throws {
        let world = try SpoolWorld()
        let path = try world.drop("a.csv", "old")
        let drop = try world.spool.take(try #require(try world.arrivals().first), at: world.time)
        // The replacement comes just before the original is moved aside, after it was looked at.
        let replacement = world.folder.path.appending("new")
        try FileSystem.real.create(replacement, Array("new".utf8))
        let files = FileSystem { call in
            if call.kind == .rename, call.path.lastComponent?.string == ".original-0" {
                Glibc.rename(replacement.string, path.string)
            }
            return nil
        }
        let spool = try SpoolDirectory(root: world.folder.path, campaign: "chagai", files: files)
        #expect(try spool.release(drop).map(\.display) == ["a.csv"])
        #expect(try world.text(path) == "new")
    }

    @Test func `a file that grows or is replaced while it is copied is not taken`() throws {
        for replaces in [false, true] {
            let world = try SpoolWorld()
            let path = try world.drop("a.csv", "1,2\n")
            let arrival = try #require(try world.arrivals().first)
            let other = world.folder.path.appending("other")
            try FileSystem.real.create(other, Array("5,6\n".utf8))
            let files = FileSystem { call in
                if call.kind == .sync, call.path.lastComponent?.string == "a.csv" {
                    if replaces {
                        Glibc.rename(other.string, path.string)
                    } else {
                        do { try world.append("3,4\n", to: path) } catch { Issue.record(error) }
                    }
                }
                return nil
            }
            let spool = try SpoolDirectory(root: world.folder.path, campaign: "chagai", files: files)
            let error = #expect(throws: StoreError.self) { try spool.take(arrival, at: world.time) }
            #expect(error?.code == .changed)
            #expect(try world.names(world.spool.active) == [])
            #expect(try world.text(path) == (replaces ? "5,6\n" : "1,2\n3,4\n"))
        }
    }

    @Test func `a file that becomes a FIFO or a link after the listing is not waited for or followed`() throws {
        for makesLink in [false, true] {
            let world = try SpoolWorld()
            let path = try world.drop("a.csv")
            let arrival = try #require(try world.arrivals().first)
            try FileSystem.real.unlink(path)
            if makesLink {
                try FileSystem.real.replaceLink(path, target: "/etc/passwd")
            } else {
                try #require(mkfifo(path.string, 0o644) == 0)
            }
            let error = #expect(throws: StoreError.self) { try world.spool.take(arrival, at: world.time) }
            #expect(error?.code == .notRegular)
            #expect(try world.names(world.spool.active) == [])
        }
    }

    @Test func `the sender's checksum is compared with the bytes that were kept`() throws {
        for (sum, found) in [
            ("\(ContentHash.of("data").hex)  a.csv\n", ClaimedDrop.Checksum.agrees),
            ("\(ContentHash.of("data").hex.uppercased()) *other-name.csv\r\n", .agrees),
            ("SHA256 (a.csv) = \(ContentHash.of("data").hex)\n", .agrees),
            ("\(ContentHash.of("x").hex)  b.csv\n\(ContentHash.of("data").hex)  a.csv\n", .agrees),
            ("8d777f385d3dfec8815d20f7496026dc", .agrees),
            ("\(ContentHash.of("x").hex)  a.csv\n", .disagrees), ("no checksum", .unreadable), ("", .unreadable),
        ] {
            let world = try SpoolWorld()
            try world.drop("a.csv")
            try world.drop("a.csv.sha256", sum)
            let drop = try world.spool.claim(try #require(try world.arrivals().first), at: world.time) { _ in }
            #expect(drop.checksum == found)
            #expect(try world.names(world.spool.incoming) == [])
        }
    }

    @Test func `the same bytes under the same or another name become a delivery of their own`() throws {
        let world = try SpoolWorld()
        var deliveries: [String] = []
        for name in ["a.csv", "b.csv", "a.csv"] {
            try world.drop(name, "same")
            let drop = try world.spool.claim(try #require(try world.arrivals().first), at: world.time) { _ in }
            #expect(drop.identity == .of("same"))
            deliveries.append(drop.delivery)
        }
        let id = String(ContentHash.of("same").hex.prefix(16))
        #expect(deliveries == [id, "\(id)-2", "\(id)-3"])
    }

    @Test func `short reads and writes give whole copies`() throws {
        let world = try SpoolWorld()
        let text = String(repeating: "0123456789", count: 200)
        try world.drop("a.csv", text)
        let faults = Faults(.shortTransfers(7))
        let drop = try world.spool(faults).claim(try #require(try world.arrivals().first), at: world.time) { _ in }
        #expect(drop.identity == .of(text))
        #expect(try world.text(world.spool.path(of: drop.parts[0], in: drop)) == text)
        #expect(faults.fired > 300)
    }

    @Test func `the copy, its record and their directory are durable before the original goes`() throws {
        let world = try SpoolWorld()
        try world.drop("a.csv")
        let arrival = try #require(try world.arrivals().first)
        let faults = Faults()
        _ = try world.spool(faults).claim(arrival, at: world.time) { _ in }
        let calls = faults.calls.filter(\.changesDisk).map { "\($0.kind) \($0.path.lastComponent?.string ?? "")" }
        let id = String(ContentHash.of("data").hex.prefix(16))
        let wanted = [
            "write a.csv", "sync a.csv", "write .drop.json", "sync .drop.json", "syncDirectory .claim",
            "rename \(id)",
            "syncDirectory active", "rename .original-0", "unlink .original-0", "syncDirectory incoming",
        ]
        #expect(calls.filter(wanted.contains) == wanted)
    }
}
