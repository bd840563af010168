import Foundation
import Store
import SystemPackage
import Testing

@Suite struct PublicationTests {
    private func contents(_ folder: TemporaryFolder) throws -> [PublishedFile] {
        let source = folder.path.appending("source.tif")
        if try FileSystem.real.statusIfPresent(source) == nil { try FileSystem.real.create(source, Array("map".utf8)) }
        return [
            PublishedFile("evidence/tilt.tif", from: source, hash: .of("map")),
            PublishedFile("manifest.json", bytes: Array("{}".utf8)),
        ]
    }

    @Test func `a run appears whole and latest points at it`() throws {
        let folder = try TemporaryFolder()
        let publication = try Publication(out: folder.path.appending("out"), campaign: "chagai")
        #expect(try publication.latest() == nil)
        #expect(try publication.publish("run-1", contents(folder)) == .published)
        try publication.setLatest("run-1")
        #expect(try publication.runs() == ["run-1"])
        #expect(try publication.latest() == "run-1")
        let through = publication.directory.appending("latest").pushing("evidence/tilt.tif")
        #expect(try String(contentsOfFile: through.string, encoding: .utf8) == "map")
    }

    @Test func `the same run twice changes nothing and other bytes under its name are refused`() throws {
        let folder = try TemporaryFolder()
        let publication = try Publication(out: folder.path, campaign: "chagai")
        try publication.publish("run-1", contents(folder))
        let before = try FileSystem.real.status(publication.directory(of: "run-1"))
        #expect(try publication.publish("run-1", contents(folder)) == .alreadyThere)
        #expect(try FileSystem.real.status(publication.directory(of: "run-1")) == before)
        let fewer = #expect(throws: StoreError.self) {
            try publication.publish("run-1", [PublishedFile("manifest.json", bytes: Array("{}".utf8))])
        }
        #expect(fewer?.code == .exists)
        let other = #expect(throws: StoreError.self) {
            var files = try contents(folder)
            files[1] = PublishedFile("manifest.json", bytes: [1])
            try publication.publish("run-1", files)
        }
        #expect(other?.code == .mismatch)
    }

    @Test func `bytes that are not the manifest's are never seen`() throws {
        let folder = try TemporaryFolder()
        let publication = try Publication(out: folder.path, campaign: "chagai")
        let source = try folder.write("changed", to: "a")
        let error = #expect(throws: StoreError.self) {
            try publication.publish("run-1", [PublishedFile("a", from: source, hash: .of("promised"))])
        }
        #expect(error?.code == .mismatch)
        #expect(try publication.runs() == [])
        #expect(try publication.sweep() == 1)
    }

    @Test func `a crash at any call shows no half run, and publishing again mends it`() throws {
        var published = 0
        var latest = 0
        for death in 1...60 {
            let folder = try TemporaryFolder()
            let files = try contents(folder)
            let out = folder.path.appending("out")
            let old = try Publication(out: out, campaign: "chagai")
            try old.publish("run-0", files)
            try old.setLatest("run-0")
            let faults = Faults(.deathAt(death))
            do {
                let dying = try Publication(out: out, campaign: "chagai", files: faults.files)
                try dying.publish("run-1", files)
                try dying.setLatest("run-1")
                #expect(faults.fired == 0)
            } catch {
                #expect(error.errno == .ioError && faults.fired > 0)
            }
            for run in try old.runs() {
                #expect(
                    try FileSystem.real.paths(below: old.directory(of: run)) == ["evidence/tilt.tif", "manifest.json"])
                #expect(try ContentHash.of(file: old.directory(of: run).pushing("evidence/tilt.tif")) == .of("map"))
            }
            published += try old.runs().contains("run-1") ? 1 : 0
            let target = try #require(try old.latest())
            latest += target == "run-1" ? 1 : 0
            #expect(try old.runs().contains(target))
            try old.sweep()
            try old.publish("run-1", files)
            try old.setLatest("run-1")
            #expect(try old.latest() == "run-1")
            #expect(try FileSystem.real.names(in: old.directory).map(\.display) == ["latest", "runs"])
            #expect(
                try FileSystem.real.names(in: old.directory.appending("runs")).map(\.display) == ["run-0", "run-1"])
        }
        #expect(published > latest && latest > 0 && published < 60)
    }

    @Test(arguments: ["", "..", "a/b", ".hidden", "a b", "a\n"])
    func `names that are not plain are refused`(name: String) throws {
        let folder = try TemporaryFolder()
        #expect(throws: StoreError.self) { try Publication(out: folder.path, campaign: name) }
        let publication = try Publication(out: folder.path, campaign: "chagai")
        #expect(throws: StoreError.self) { try publication.publish(name, []) }
        #expect(throws: StoreError.self) {
            try publication.publish("run", [PublishedFile("a/\(name)/../b", bytes: [])])
        }
    }

    @Test func `a folder in the place of latest is not replaced`() throws {
        let folder = try TemporaryFolder()
        let publication = try Publication(out: folder.path, campaign: "chagai")
        try publication.publish("run-1", contents(folder))
        try FileSystem.real.makeDirectory(publication.directory.appending("latest"))
        let error = #expect(throws: StoreError.self) { try publication.setLatest("run-1") }
        #expect(error?.code == .exists)
    }
}
