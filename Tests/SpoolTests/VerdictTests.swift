import Foundation
import Glibc
import Spool
import Store
import SystemPackage
import Testing

@Suite struct VerdictTests {
    private let rejection = Rejection(
        what: "it has no CRS\nforged: line", place: "band 1", remedy: "set assume_crs for the layer")

    private func claim(_ world: SpoolWorld) throws -> ClaimedDrop {
        try world.spool.claim(try #require(try world.arrivals().first), at: world.time) { _ in }
    }

    @Test func `an accepted drop lies in done with its status, and accepting again changes nothing`() throws {
        let world = try SpoolWorld()
        try world.drop("a.csv")
        let drop = try claim(world)
        let place = try world.spool.accept(drop, layer: "ground", notes: ["CRS assumed"], at: world.time)
        #expect(try world.spool.accept(drop, layer: "ground", notes: ["CRS assumed"], at: world.time) == place)
        #expect(try world.names(place) == [".drop.json", "a.csv", "a.csv.status.json"])
        let (statuses, unreadable) = try world.spool.statuses()
        #expect(unreadable == [])
        #expect(
            statuses == [
                DropStatus(
                    drop: drop, state: .accepted, layer: "ground", notes: ["CRS assumed"], decidedAt: world.time)
            ])
        #expect(try world.names(world.spool.active) == [])
    }

    @Test func `a rejected file has its old name, and its reason says what, where and the remedy in lines of its own`()
        throws
    {
        let world = try SpoolWorld()
        try world.drop("a.csv")
        try world.drop("a.csv.done")
        let drop = try claim(world)
        try world.spool.reject(drop, rejection, notes: ["a note"], at: world.time)
        #expect(
            try world.names(world.spool.rejected) == ["a.csv", "a.csv.done", "a.csv.reason.txt", "a.csv.status.json"])
        let lines = try world.text(world.spool.rejected.appending("a.csv.reason.txt")).split(separator: "\n")
        #expect(lines.contains(#"What:    it has no CRS\nforged: line"#))
        #expect(lines.contains("Where:   band 1"))
        #expect(lines.contains("Remedy:  set assume_crs for the layer"))
        #expect(lines.contains("SHA-256: \(ContentHash.of("data").hex)  a.csv"))
        #expect(!lines.contains { $0.hasPrefix("forged") })
        #expect(try world.spool.statuses().statuses.map(\.rejection) == [rejection])
        #expect(try world.names(world.spool.active) == [])
    }

    @Test func `a name that is taken in rejected is numbered for all parts, and nothing there is replaced`() throws {
        let world = try SpoolWorld()
        try FileSystem.real.create(world.spool.rejected.appending("f.shx"), Array("mine".utf8))
        for ending in ["shp", "shx", "dbf"] { try world.drop("f.\(ending)", ending) }
        try world.spool.reject(try claim(world), rejection, at: world.time)
        #expect(
            try world.names(world.spool.rejected) == [
                "f.dbf~2", "f.shp~2", "f.shp~2.reason.txt", "f.shp~2.status.json", "f.shx", "f.shx~2",
            ])
        #expect(try world.text(world.spool.rejected.appending("f.shx")) == "mine")
    }

    @Test func `a dropped file whose name is that of a reason is not written over`() throws {
        let world = try SpoolWorld()
        for name in ["a.csv.reason.txt", "a.csv"] {
            try world.drop(name, "bytes of \(name)")
            try world.spool.reject(try claim(world), rejection, at: world.time)
        }
        #expect(try world.places(of: "bytes of a.csv.reason.txt") == ["rejected"])
        #expect(try world.places(of: "bytes of a.csv") == ["rejected"])
    }

    @Test func `a rejected file that is moved back is looked at again`() throws {
        let world = try SpoolWorld()
        try world.drop("a.csv")
        let first = try claim(world)
        try world.spool.reject(first, rejection, at: world.time)
        try FileSystem.real.rename(
            world.spool.rejected.appending("a.csv"), to: world.spool.incoming.appending("a.csv"))
        #expect(try claim(world).identity == first.identity)
    }

    @Test func `a duplicate keeps its bytes and names the first`() throws {
        let world = try SpoolWorld()
        try world.drop("a.csv")
        let first = try claim(world)
        try world.spool.accept(first, layer: nil, at: world.time)
        try world.drop("b.csv")
        let second = try claim(world)
        let place = try world.spool.duplicate(second, of: first.delivery, at: world.time)
        #expect(try world.text(place.appending("b.csv")) == "data")
        let statuses = try world.spool.statuses().statuses
        #expect(statuses.map(\.state) == [.accepted, .duplicate])
        #expect(statuses.map(\.duplicateOf) == [nil, first.delivery])
    }

    @Test func `a link out of the spool is moved itself, with its reason, and its target untouched`() throws {
        let world = try SpoolWorld()
        let target = world.folder.path.appending("target")
        try FileSystem.real.create(target, Array("secret".utf8))
        try FileSystem.real.replaceLink(world.spool.incoming.appending("a.tif"), target: target)
        try FileSystem.real.makeDirectory(world.spool.incoming.appending("folder"))
        try #require(mkfifo(world.spool.incoming.appending("pipe").string, 0o644) == 0)
        for refusal in try world.spool.list().refused { try world.spool.reject(refusal, at: world.time) }
        #expect(try FileSystem.real.readLink(world.spool.rejected.appending("a.tif")) == target)
        #expect(try world.text(target) == "secret")
        #expect(try world.text(world.spool.rejected.appending("a.tif.reason.txt")).contains("a link, not a file"))
        #expect(
            try world.names(world.spool.rejected) == [
                "a.tif", "a.tif.reason.txt", "folder", "folder.reason.txt", "pipe", "pipe.reason.txt",
            ])
        #expect(try world.names(world.spool.incoming) == [])
    }

    @Test func `a record that was damaged is reported and stops nothing`() throws {
        let world = try SpoolWorld()
        try world.drop("a.csv")
        let place = try world.spool.accept(try claim(world), layer: nil, at: world.time)
        try FileSystem.real.replace(place.appending("a.csv.status.json"), with: Array("{".utf8))
        try world.drop("b.csv", "other")
        let drop = try claim(world)
        let directory = world.spool.directory(of: drop)
        try FileSystem.real.replace(directory.appending(".drop.json"), with: [0, 0, 0])
        #expect(try world.spool.recover().unexplained == [directory])
        #expect(try world.spool.statuses().unreadable == [place.appending("a.csv.status.json")])
    }
}
