import Foundation
import Glibc
import Spool
import Store
import SystemPackage
import Testing

@Suite struct FolderTests {
    @Test func `a folder is one drop with all its files, whatever they are called`() throws {
        let world = try SpoolWorld()
        for name in ["area/tmi.tif", "area/faults.shp", "area/deep/er/known.geojson", "area/.hidden", "other.csv"] {
            try world.drop(path: name, name)
        }
        let arrivals = try world.arrivals()
        #expect(arrivals.map(\.group.main.display) == ["area", "other.csv"])
        let drop = try world.spool.claim(arrivals[0], at: world.time) { _ in }
        let members = try #require(drop.members)
        #expect(members.map(\.path).sorted() == ["%2Ehidden", "deep/er/known.geojson", "faults.shp", "tmi.tif"])
        for member in members {
            let name = member.names.map(\.display).joined(separator: "/")
            #expect(member.sha256 == .of("area/\(name)"))
        }
        #expect(drop.size == members.reduce(0) { $0 + $1.size })
        #expect(try world.names(world.spool.incoming) == ["other.csv"])
        #expect(try world.places(of: "area/deep/er/known.geojson") == ["active"])
        try world.spool.reject(drop, Rejection(what: "no layer", remedy: "rename"), at: world.time)
        #expect(try world.paths()["area/tmi.tif"] == ["rejected/area/tmi.tif"])
        #expect(try world.spool.retry(try #require(FileName("area"))).map(\.display) == ["area"])
        #expect(try world.paths()["area/tmi.tif"] == ["incoming/area/tmi.tif"])
    }

    @Test func `the same files in a folder of another name are the same drop, in another place they are not`() throws {
        var identities: [ContentHash] = []
        for names in [["a/x.tif", "a/y.tif"], ["b/x.tif", "b/y.tif"], ["a/x.tif", "a/in/y.tif"]] {
            let world = try SpoolWorld()
            for (name, text) in zip(names, ["1", "2"]) { try world.drop(path: name, text) }
            let arrival = try #require(try world.arrivals().first)
            identities.append(try world.spool.take(arrival, at: world.time).identity)
        }
        #expect(identities[0] == identities[1])
        #expect(identities[0] != identities[2])
    }

    @Test func `a file in a folder that grows begins the folder's wait anew`() throws {
        let world = try SpoolWorld()
        try world.drop(path: "area/tmi.tif", "grid")
        var settling = Settling(rules: Settling.Rules(quiet: .seconds(30)))
        settling.observe(try world.spool.list(), at: .zero)
        try world.append("more", to: world.spool.incoming.appending("area").appending("tmi.tif"))
        let listing = try world.spool.list()
        settling.observe(listing, at: .seconds(29))
        #expect(
            settling.arrivals(listing, at: .seconds(58)).map(\.readiness) == [
                .waiting(until: .seconds(59), for: "the end of writing")
            ])
    }

    @Test func `a folder is short while a file in it is, however deep, and whole as soon as it is not`() throws {
        let world = try SpoolWorld()
        try world.drop(path: "area/deep/known.csv", "x,y\n1,2\n3")
        try world.drop(path: "area/tmi.bin", "grid")
        #expect(try world.spool.wholeness(of: try #require(try world.spool.list().candidates.first)) == .short)
        let file = world.spool.incoming.appending("area").appending("deep").appending("known.csv")
        try world.append(",4\n", to: file)
        #expect(try world.spool.wholeness(of: try #require(try world.spool.list().candidates.first)) == .whole)
    }

    @Test
    func `a folder that changed since it was listed is not taken, and one that changed since it was copied stays`()
        throws
    {
        let world = try SpoolWorld()
        try world.drop(path: "area/tmi.tif", "grid")
        let arrival = try #require(try world.arrivals().first)
        try world.drop(path: "area/slope.tif", "late")
        let error = #expect(throws: StoreError.self) { try world.spool.take(arrival, at: world.time) }
        #expect(error?.code == .changed)
        #expect(try world.names(world.spool.active) == [])
        let whole = try #require(try world.arrivals().first)
        let drop = try world.spool.claim(whole, at: world.time) { _ in
            try world.append("!", to: world.spool.incoming.appending("area").appending("slope.tif"))
        }
        #expect(try world.names(world.spool.incoming) == ["area"])
        #expect(try world.text(world.spool.incoming.appending("area").appending("slope.tif")) == "late!")
        let copied = world.spool.directory(of: drop).appending(SpoolDirectory.contentsName).appending("slope.tif")
        #expect(try world.text(copied) == "late")
    }

    @Test func `a folder with a link, a FIFO or a name that no program should see is refused as it is`() throws {
        let makers: [(FilePath) throws -> Void] = [
            { try FileSystem.real.replaceLink($0.appending("x.tif"), target: "/etc/passwd") },
            { try FileSystem.real.replaceLink($0.appending("inner"), target: "/etc") },
            { try #require(mkfifo($0.appending("x.tif").string, 0o644) == 0) },
            { try FileSystem.real.create($0.appending("new\nline.tif"), [1]) },
        ]
        for make in makers {
            let world = try SpoolWorld()
            try world.drop(path: "area/tmi.tif", "grid")
            try make(world.spool.incoming.appending("area"))
            let listing = try world.spool.list()
            #expect(listing.candidates.isEmpty)
            let refusal = try #require(listing.refused.first)
            try world.spool.reject(refusal, at: world.time)
            #expect(try world.names(world.spool.rejected) == ["area", "area.reason.txt"])
            #expect(!refusal.remedy.isEmpty)
        }
    }

    @Test func `a folder that is swapped for a link while it is copied gives nothing of what the link leads to`() throws
    {
        let world = try SpoolWorld()
        try world.drop(path: "area/in/tmi.tif", "grid")
        let secret = world.folder.path.appending("secret")
        try FileSystem.real.makeDirectory(secret)
        // The same inode behind both names: only where it lies tells them apart.
        let inner = world.spool.incoming.appending("area").appending("in")
        let arrival = try #require(try world.arrivals().first)
        let files = FileSystem { call in
            guard call.kind == .open, call.path == inner.appending("tmi.tif") else { return nil }
            _ = rename(inner.string, secret.string)
            _ = symlink(secret.string, inner.string)
            return nil
        }
        let spool = try SpoolDirectory(root: world.folder.path, campaign: "chagai", files: files)
        let error = #expect(throws: StoreError.self) { try spool.take(arrival, at: world.time) }
        #expect(error?.code == .changed)
        #expect(try world.names(world.spool.active) == [])
    }
}
