import Foundation
import Glibc
import Store
import SystemPackage
import Testing

@Suite struct FileSystemTests {
    @Test func `opening a FIFO does not wait and it is no file`() throws {
        let folder = try TemporaryFolder()
        let fifo = folder.path.appending("pipe")
        try #require(mkfifo(fifo.string, 0o644) == 0)
        let error = #expect(throws: StoreError.self) { try ContentHash.of(file: fifo) }
        #expect(error?.code == .notRegular)
        #expect(error?.reason.contains("fifo") == true)
    }

    @Test func `replace leaves the old bytes or the new ones, wherever it dies`() throws {
        for death in 1...20 {
            let folder = try TemporaryFolder()
            let file = try folder.write("old", to: "a")
            let faults = Faults(.deathAt(death))
            do {
                try faults.files.replace(file, with: Array("new".utf8))
                #expect(faults.fired == 0 && death > 4)
            } catch {
                #expect(faults.fired > 0)
            }
            let text = String(decoding: try FileSystem.real.contents(of: file, atMost: 9), as: UTF8.self)
            #expect(text == "old" || text == "new")
            try FileSystem.real.replace(file, with: Array("newer".utf8))
            #expect(try FileSystem.real.names(in: folder.path).count == 1)
        }
    }

    @Test func `what is written is durable before it is renamed, and the name after`() throws {
        let folder = try TemporaryFolder()
        let faults = Faults()
        try faults.files.replace(folder.path.appending("a"), with: [1, 2, 3])
        let kinds = faults.calls.filter(\.changesDisk).map(\.kind)
        #expect(kinds == [.write, .sync, .rename, .syncDirectory])
    }

    @Test(arguments: [Errno.ioError, .invalidArgument, .badFileDescriptor])
    func `a failed fsync of a file has a code of its own`(errno: Errno) throws {
        let folder = try TemporaryFolder()
        let faults = Faults(.once(.sync, errno))
        let error = #expect(throws: StoreError.self) { try faults.files.create(folder.path.appending("a"), [1]) }
        #expect(error?.code == .syncFailed)
        #expect(faults.fired == 1)
    }

    @Test(arguments: [Errno.noSpace, .diskQuotaExceeded])
    func `a full disk is temporary, even where fsync is the first to say so`(errno: Errno) throws {
        for kind in [FileCall.Kind.write, .sync, .open, .makeDirectory] {
            let folder = try TemporaryFolder()
            let faults = Faults(.once(kind, errno))
            let error = #expect(throws: StoreError.self) {
                try faults.files.makeDirectories(folder.path.appending("b"))
                try faults.files.create(folder.path.appending("b").appending("a"), [1])
            }
            #expect(error?.code == .noSpace)
            #expect(error?.isTemporary == true)
        }
    }

    @Test func `renameKeeping never replaces a file, link or folder`() throws {
        let folder = try TemporaryFolder()
        let old = try folder.write("old", to: "old")
        let taken = try folder.write("taken", to: "taken")
        try FileSystem.real.makeDirectory(folder.path.appending("folder"))
        for target in ["taken", "folder"] {
            let error = #expect(throws: StoreError.self) {
                try FileSystem.real.renameKeeping(old, to: folder.path.appending(target))
            }
            #expect(error?.code == .exists)
        }
        let error = #expect(throws: StoreError.self) {
            try FileSystem.real.renameKeeping(folder.path.appending("folder"), to: taken)
        }
        #expect(error?.code == .exists)
        #expect(try FileSystem.real.contents(of: taken, atMost: 9) == Array("taken".utf8))
        try FileSystem.real.renameKeeping(old, to: folder.path.appending("free"))
        #expect(try FileSystem.real.names(in: folder.path).map(\.display) == ["folder", "free", "taken"])
    }

    @Test func `renameKeeping works where hard links do not`() throws {
        let folder = try TemporaryFolder()
        let old = try folder.write("old", to: "old")
        let taken = try folder.write("taken", to: "taken")
        let faults = Faults(.always(.link, .notPermitted))
        #expect(throws: StoreError.self) { try faults.files.renameKeeping(old, to: taken) }
        try faults.files.renameKeeping(old, to: folder.path.appending("free"))
        #expect(try FileSystem.real.names(in: folder.path).map(\.display) == ["free", "taken"])
        #expect(faults.fired == 2)
    }

    @Test func `removeAll removes links and not what they point at`() throws {
        let folder = try TemporaryFolder()
        let kept = try folder.write("kept", to: "kept")
        let doomed = folder.path.appending("doomed")
        try FileSystem.real.makeDirectories(doomed.appending("inner"))
        try FileSystem.real.replaceLink(doomed.appending("inner").appending("link"), target: kept)
        try FileSystem.real.replaceLink(doomed.appending("up"), target: folder.path)
        try FileSystem.real.removeAll(doomed)
        #expect(try FileSystem.real.names(in: folder.path).map(\.display) == ["kept"])
    }

    @Test func `a limit on what is read holds`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("12345", to: "a")
        #expect(try FileSystem.real.contents(of: file, atMost: 5).count == 5)
        let error = #expect(throws: StoreError.self) { try FileSystem.real.contents(of: file, atMost: 4) }
        #expect(error?.code == .tooLong)
    }

    @Test func `an error names the path in one line that no name can break`() throws {
        let folder = try TemporaryFolder()
        let name = try #require(FileName("x\nforged: all is well"))
        let error = #expect(throws: StoreError.self) { try FileSystem.real.status(folder.path.appending(name)) }
        #expect(error?.code == .notFound)
        #expect(error?.description.contains("\n") == false)
        #expect(error?.description.contains(#"x\nforged"#) == true)
    }
}
