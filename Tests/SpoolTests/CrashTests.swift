import Foundation
import Spool
import Store
import SystemPackage
import Testing

/// A process that dies before any one call that changes the disk, and the start after it.
@Suite struct CrashTests {
    /// Drops two files of one set and a single one, and takes each to its verdict, as the daemon does.
    private func run(_ spool: SpoolDirectory, _ world: SpoolWorld, journal: inout Set<String>) throws {
        let recovery = try spool.recover()
        for drop in recovery.claimed {
            journal.insert(drop.delivery)
            try spool.release(drop)
            try decide(drop, spool, world)
        }
        for arrival in try world.arrivals() {
            var recorded: Set<String> = []
            defer { journal.formUnion(recorded) }
            let drop = try spool.claim(arrival, at: world.time) { recorded.insert($0.delivery) }
            try decide(drop, spool, world)
        }
    }

    private func decide(_ drop: ClaimedDrop, _ spool: SpoolDirectory, _ world: SpoolWorld) throws {
        if drop.displayName.hasSuffix(".csv") {
            try spool.accept(drop, layer: "ground", at: world.time)
        } else {
            try spool.reject(drop, Rejection(what: "no CRS", remedy: "set one"), at: world.time)
        }
    }

    private static let expected = [
        "accepted.csv": "done", "f.bil": "rejected", "f.hdr": "rejected", "f.bil.done": "rejected",
    ]

    @Test(arguments: [[], [FileCall.Kind.link]])
    func `a crash before any call loses no file, and the next start ends with the same places`(
        forbidden: [FileCall.Kind]
    ) throws {
        var crashes = 0
        var deaths = 1
        while true {
            let world = try SpoolWorld()
            for name in CrashTests.expected.keys { try world.drop(name, name) }
            let faults = Faults(.deathAt(deaths))
            // One file system without hard links as well.
            let files = FileSystem { call in
                if forbidden.contains(call.kind) { return .fail(.notPermitted) }
                return faults.decide(call)
            }
            var journal: Set<String> = []
            do {
                let spool = try SpoolDirectory(root: world.folder.path, campaign: "chagai", files: files)
                try run(spool, world, journal: &journal)
            } catch let error as StoreError {
                #expect(error.errno == .ioError)
                crashes += 1
            }
            let kept = try world.paths(hidden: true)
            for name in CrashTests.expected.keys {
                #expect(kept[name] != nil, "\(name) is lost at call \(deaths)")
            }
            try run(world.spool, world, journal: &journal)
            let found = try world.paths()
            for (name, shelf) in CrashTests.expected {
                let shelves = found[name]?.map { String($0.prefix { $0 != "/" }) }
                #expect(shelves == [shelf], "\(name) at call \(deaths)")
            }
            #expect(try world.names(world.spool.active) == [])
            #expect(try world.names(world.spool.incoming) == [])
            let rejected = try world.names(world.spool.rejected)
            #expect(
                rejected == ["f.bil", "f.bil.done", "f.bil.reason.txt", "f.bil.status.json", "f.hdr"],
                "at call \(deaths)")
            let statuses = try world.spool.statuses().statuses
            #expect(statuses.count == 2)
            #expect(Set(statuses.map(\.drop.delivery)) == journal)
            if faults.fired == 0 { break }
            deaths += 1
        }
        #expect(crashes == deaths - 1)
        #expect(crashes > 60)
    }

    @Test(arguments: [Errno.noSpace, .ioError, .tooManyOpenFiles])
    func `a fault of the machine at any call, once, is an error of its kind, and the next try succeeds`(
        errno: Errno
    ) throws {
        var fired = 0
        var number = 1
        while true {
            let world = try SpoolWorld()
            try world.drop("accepted.csv", "accepted.csv")
            let faults = Faults(.onceAt(number, errno))
            var journal: Set<String> = []
            do {
                try run(try world.spool(faults), world, journal: &journal)
            } catch let error as StoreError {
                #expect(error.errno == errno)
            }
            if faults.fired == 0 { break }
            fired += 1
            try run(world.spool, world, journal: &journal)
            #expect(try world.places(of: "accepted.csv") == ["done"], "call \(number)")
            #expect(try world.names(world.spool.active) == [])
            number += 1
        }
        #expect(fired > 30)
    }

    @Test func `a full disk leaves the file in incoming and no half copy`() throws {
        let world = try SpoolWorld()
        try world.drop("a.csv")
        let faults = Faults(.always(.write, .noSpace))
        let spool = try world.spool(faults)
        let arrival = try #require(try world.arrivals().first)
        let error = #expect(throws: StoreError.self) { try spool.take(arrival, at: world.time) }
        #expect(error?.code == .noSpace)
        #expect(faults.fired > 0)
        #expect(try world.names(world.spool.incoming) == ["a.csv"])
        #expect(try world.names(world.spool.active) == [])
    }

    @Test func `a crash before any call loses nothing of a folder, and no half of one becomes a drop`() throws {
        let expected = ["north.csv/a.tif": "done", "north.csv/inner/b.tif": "done", "south/c.tif": "rejected"]
        var deaths = 1
        while true {
            let world = try SpoolWorld()
            for name in expected.keys { try world.drop(path: name, name) }
            let faults = Faults(.deathAt(deaths))
            var journal: Set<String> = []
            do {
                try run(try world.spool(faults), world, journal: &journal)
            } catch let error as StoreError {
                #expect(error.errno == .ioError)
            }
            let kept = try world.paths(hidden: true)
            for name in expected.keys { #expect(kept[name] != nil, "\(name) is lost at call \(deaths)") }
            try run(world.spool, world, journal: &journal)
            for (name, shelf) in expected {
                #expect(try world.places(of: name) == [shelf], "\(name) at call \(deaths)")
            }
            #expect(try world.names(world.spool.active) == [])
            #expect(try world.names(world.spool.incoming) == [])
            #expect(
                try world.names(world.spool.rejected) == ["south", "south.reason.txt", "south.status.json"],
                "at call \(deaths)")
            #expect(try world.spool.statuses().statuses.count == 2)
            if faults.fired == 0 { break }
            deaths += 1
        }
        #expect(deaths > 60)
    }
}
