import Glibc
import Spool
import Store
import SystemPackage
import Testing

@Suite struct ListingTests {
    @Test(arguments: [
        ".hidden", "a.part", "a.tif.filepart", ".~lock.a.ods#", "~$a.xlsx", ".a.tif.Xy12Zq", ".syncthing.a.tif.tmp",
        "~syncthing~a.tif.tmp", "a.crdownload", ".a.swp", "a~", "#a#", "A.PART",
    ])
    func `names of unfinished uploads are passed over`(name: String) throws {
        let world = try SpoolWorld()
        try world.drop(name)
        let listing = try world.spool.list()
        #expect(listing.candidates.isEmpty && listing.refused.isEmpty)
        #expect(listing.temporaries.count == 1)
    }

    @Test(arguments: ["a.tif", "part", "a.parts", "sheet#1.csv", "~a", "tmp.csv", "a.tmp.csv"])
    func `other names are not`(name: String) throws {
        let world = try SpoolWorld()
        try world.drop(name)
        #expect(try world.spool.list().candidates.map(\.name.display) == [name])
    }

    @Test func `protocol files belong to the file that they name and wait for it`() throws {
        let world = try SpoolWorld()
        for name in ["a.tif", "a.tif.sha256", "a.tif.DONE", "b.tif.md5", "lone.done"] { try world.drop(name) }
        let listing = try world.spool.list()
        #expect(listing.candidates.map(\.name.display) == ["a.tif"])
        #expect(Set(listing.candidates[0].markers.map(\.kind)) == [.sha256, .done])
        #expect(listing.waitingMarkers.map(\.name.display) == ["b.tif.md5", "lone.done"])
    }

    @Test func `links, FIFOs, sockets and empty folders are refused unopened`() throws {
        let world = try SpoolWorld()
        try FileSystem.real.replaceLink(world.spool.incoming.appending("link.tif"), target: "/etc/passwd")
        try FileSystem.real.makeDirectory(world.spool.incoming.appending("folder"))
        try #require(mkfifo(world.spool.incoming.appending("pipe.tif").string, 0o644) == 0)
        try #require(mknod(world.spool.incoming.appending("socket").string, S_IFSOCK | 0o644, 0) == 0)
        let listing = try world.spool.list()
        #expect(listing.candidates.isEmpty)
        #expect(listing.refused.map(\.kind).dropFirst() == [.link, .fifo, .socket])
        #expect(listing.refused.map(\.reason).prefix(2) == ["an empty folder", "a link, not a file"])
    }

    @Test func `a file that may not be read is named with owner and mode`() throws {
        let world = try SpoolWorld()
        let path = try world.drop("a.tif")
        try #require(chmod(path.string, 0o600) == 0)
        // The test may run as root, who reads everything: the kernel's answer is put in its place.
        let faults = Faults(.always(.access, .permissionDenied))
        let listing = try world.spool(faults).list()
        #expect(listing.candidates.isEmpty)
        #expect(listing.refused.map(\.kind) == [.unreadable(owner: getuid(), permissions: 0o600)])
        #expect(listing.refused[0].reason.contains("mode 0600"))
        #expect(faults.fired == 1)
    }

    @Test func `the data that an ERMapper header names is found`() throws {
        let world = try SpoolWorld()
        try world.drop("m.ers", "DataFile = \"m_raw\"\n")
        try world.drop("m_raw")
        let arrivals = try world.arrivals()
        #expect(arrivals.map(\.group.parts.count) == [2])
        #expect(arrivals.map(\.readiness) == [.ready(.quiet)])
    }

    @Test func `a campaign's name cannot lead out of the spool`() throws {
        let folder = try TemporaryFolder()
        for name in ["..", "a/b", "", ".x", "a\n"] {
            #expect(throws: StoreError.self) { try SpoolDirectory(root: folder.path, campaign: name) }
        }
    }
}
