import Spool
import Store
import Testing

@Suite struct SettlingTests {
    private let rules = Settling.Rules(quiet: .seconds(30))

    private func status(size: Int = 1, inode: UInt64 = 1, modified: Int64 = 100, changed: Int64 = 100) -> FileStatus {
        FileStatus(
            kind: .regular, size: size, permissions: 0o644, owner: 0, group: 0, device: 1, inode: inode, links: 1,
            modified: modified, changed: changed)
    }

    private func candidate(
        _ name: String, _ status: FileStatus, _ markers: [(Marker.Kind, Int64)] = []
    ) throws -> Candidate {
        Candidate(
            name: try #require(FileName(name)), status: status,
            markers: try markers.map { kind, changed in
                Marker(
                    kind: kind, name: try #require(FileName("\(name).\(kind.rawValue)")),
                    status: self.status(inode: 900, modified: changed, changed: changed))
            })
    }

    @Test func `a file settles when it rests for the quiet time and not a moment before`() throws {
        var settling = Settling(rules: rules)
        let file = try candidate("a.gpkg", status())
        settling.observe(Listing(candidates: [file]), at: .seconds(5))
        #expect(settling.verdict(of: file, at: .seconds(34)) == .waiting(until: .seconds(35)))
        settling.observe(Listing(candidates: [file]), at: .seconds(35))
        #expect(settling.verdict(of: file, at: .seconds(35)) == .settled(.quiet))
    }

    @Test func `a marker whose file never comes is refused after the patience for parts, and not before`() throws {
        var settling = Settling(rules: rules)
        let marker = Marker(kind: .sha256, name: try #require(FileName("a.tif.sha256")), status: status())
        let listing = Listing(waitingMarkers: [marker])
        settling.observe(listing, at: .zero)
        settling.observe(listing, at: .seconds(299))
        #expect(settling.settledRefusals(listing, at: .seconds(299)) == [])
        #expect(settling.settledRefusals(listing, at: .seconds(300)).map(\.kind) == [.orphan])
    }

    @Test func `growth, a touch, a change of rights and a replacement begin the wait anew`() throws {
        for next in [
            status(size: 2), status(modified: 101), status(changed: 101), status(inode: 2), status(size: 0),
        ] {
            var settling = Settling(rules: rules)
            settling.observe(Listing(candidates: [try candidate("a", status())]), at: .zero)
            let changed = try candidate("a", next)
            settling.observe(Listing(candidates: [changed]), at: .seconds(29))
            #expect(settling.verdict(of: changed, at: .seconds(31)) == .waiting(until: .seconds(59)))
        }
    }

    @Test func `no history of writes lets a file be taken within the quiet time of its last change`() throws {
        let rules = Settling.Rules(quiet: .seconds(30), stall: .seconds(30))
        var random = SplitMix(seed: 3)
        for _ in 0..<300 {
            var settling = Settling(rules: rules)
            var now = 0
            var last = 0
            var size = 1
            for _ in 0..<40 {
                now += Int(random.next() % 20)
                if random.next() % 3 == 0 {
                    size += 1
                    last = now
                }
                let file = try candidate("a.nc", status(size: size))
                settling.observe(Listing(candidates: [file]), at: .seconds(now))
                let verdict = settling.verdict(of: file, at: .seconds(now))
                if case .settled = verdict { #expect(now - last >= 30) }
                if now - last >= 30 + 20 { #expect(verdict == .settled(.stalled) || verdict == .settled(.quiet)) }
            }
        }
    }

    @Test func `a done file settles at once, and one from before the last change does not`() throws {
        var settling = Settling(rules: rules)
        let file = try candidate("a", status(changed: 100), [(.done, 100)])
        let stale = try candidate("b", status(changed: 100), [(.done, 99)])
        settling.observe(Listing(candidates: [file, stale]), at: .zero)
        #expect(settling.verdict(of: file, at: .zero) == .settled(.done))
        #expect(settling.verdict(of: stale, at: .zero) == .waiting(until: .seconds(30)))
    }

    @Test func `a checksum that agrees settles, one that disagrees waits for more bytes`() throws {
        var settling = Settling(rules: rules)
        let file = try candidate("a", status(), [(.sha256, 200)])
        settling.observe(Listing(candidates: [file]), at: .zero)
        #expect(settling.verdict(of: file, at: .zero) == .check)
        settling.checked(file, agrees: false)
        #expect(settling.verdict(of: file, at: .seconds(3599)) == .waiting(until: .seconds(3600)))
        #expect(settling.verdict(of: file, at: .seconds(3600)) == .settled(.patience))
        let grown = try candidate("a", status(size: 2, changed: 300), [(.sha256, 200)])
        settling.observe(Listing(candidates: [grown]), at: .seconds(700))
        // The checksum is the older one now, so the file is given a moment to rest before it is read.
        #expect(settling.verdict(of: grown, at: .seconds(700)) == .waiting(until: .seconds(703)))
        #expect(settling.verdict(of: grown, at: .seconds(703)) == .check)
        settling.checked(file, agrees: true)
        #expect(settling.verdict(of: grown, at: .seconds(703)) == .check)
        settling.checked(grown, agrees: true)
        #expect(settling.verdict(of: grown, at: .seconds(703)) == .settled(.checksum))
    }

    @Test func `a new checksum file is compared again`() throws {
        var settling = Settling(rules: rules)
        let file = try candidate("a", status(), [(.md5, 200)])
        settling.observe(Listing(candidates: [file]), at: .zero)
        settling.checked(file, agrees: false)
        let corrected = try candidate("a", status(), [(.md5, 250)])
        settling.observe(Listing(candidates: [corrected]), at: .seconds(1))
        #expect(settling.verdict(of: corrected, at: .seconds(1)) == .check)
    }

    @Test func `a file seen under a temporary name and renamed is settled at once`() throws {
        var settling = Settling(rules: rules)
        let writing = status(inode: 7, modified: 100, changed: 100)
        settling.observe(Listing(temporaries: [Listing.Identity(writing)]), at: .zero)
        let file = try candidate("a", status(inode: 7, modified: 100, changed: 105))
        settling.observe(Listing(candidates: [file]), at: .seconds(1))
        #expect(settling.verdict(of: file, at: .seconds(1)) == .settled(.renamed))
    }

    @Test func `a rename does not count when the file was written since, or is still under its temporary name`() throws
    {
        for (stillThere, modified) in [(true, Int64(100)), (false, 105)] {
            var settling = Settling(rules: rules)
            let identity = Listing.Identity(status(inode: 7))
            settling.observe(Listing(temporaries: [identity]), at: .zero)
            let file = try candidate("a", status(inode: 7, modified: modified, changed: 105))
            settling.observe(
                Listing(candidates: [file], temporaries: stillThere ? [identity] : []), at: .seconds(1))
            #expect(settling.verdict(of: file, at: .seconds(1)) == .waiting(until: .seconds(31)))
        }
    }

    @Test func `inotify's word counts for moves from outside and from temporary names only`() throws {
        for (from, verdict) in [
            (nil, Settling.Verdict.settled(.renamed)), ("a.part", .settled(.renamed)),
            ("other.tif", .waiting(until: .seconds(30))),
        ] as [(String?, Settling.Verdict)] {
            var settling = Settling(rules: rules)
            let file = try candidate("a", status(modified: 100, changed: 105))
            settling.moved(from: from.flatMap { FileName($0) }, to: file.name)
            settling.observe(Listing(candidates: [file]), at: .zero)
            #expect(settling.verdict(of: file, at: .zero) == verdict)
            let written = try candidate("a", status(size: 2, modified: 110, changed: 110))
            settling.observe(Listing(candidates: [written]), at: .seconds(1))
            #expect(settling.verdict(of: written, at: .seconds(1)) == .waiting(until: .seconds(31)))
        }
    }

    @Test func `an upload that stalls for ten minutes and goes on is not taken in between`() throws {
        var settling = Settling(rules: rules)
        func seen(_ size: Int, at now: Int) throws -> Settling.Verdict {
            let file = try candidate("slow.csv", status(size: size, modified: Int64(size), changed: Int64(size)))
            settling.observe(Listing(candidates: [file]), at: .seconds(now))
            settling.inspected(file, .unknown)
            return settling.verdict(of: file, at: .seconds(now))
        }
        for (now, size) in [(0, 10), (5, 20), (10, 30)] { _ = try seen(size, at: now) }
        // Nobody closed it, and it grew before: the pause says nothing.
        #expect(try seen(30, at: 40) == .stalled(until: .seconds(910)))
        #expect(try seen(30, at: 609) == .stalled(until: .seconds(910)))
        #expect(try seen(40, at: 610) == .waiting(until: .seconds(640)))
        #expect(try seen(50, at: 620) == .waiting(until: .seconds(650)))
        let name = try #require(FileName("slow.csv"))
        settling.closed(name)
        #expect(try seen(50, at: 621) == .waiting(until: .seconds(650)))
        #expect(try seen(50, at: 650) == .settled(.quiet))
    }

    @Test func `an upload that never goes on is taken after the time for stalls, with a word that it stalled`() throws {
        var settling = Settling(rules: rules)
        for (now, size) in [(0, 10), (5, 20)] {
            let file = try candidate("slow.bin", status(size: size))
            settling.observe(Listing(candidates: [file]), at: .seconds(now))
        }
        let file = try candidate("slow.bin", status(size: 20))
        settling.inspected(file, .unknown)
        #expect(settling.verdict(of: file, at: .seconds(904)) == .stalled(until: .seconds(905)))
        #expect(settling.verdict(of: file, at: .seconds(905)) == .settled(.stalled))
    }

    @Test func `a file whose format says that more must come is waited for, closed or not`() throws {
        for (found, isClosed, verdict) in [
            (.short, true, .stalled(until: .seconds(900))), (.short, false, .stalled(until: .seconds(900))),
            (.whole, false, .settled(.quiet)), (.unknown, false, .settled(.quiet)),
            (.openEnd, false, .stalled(until: .seconds(900))), (.openEnd, true, .settled(.quiet)),
        ] as [(Wholeness, Bool, Settling.Verdict)] {
            var settling = Settling(rules: rules)
            let file = try candidate("a.tif", status())
            if isClosed { settling.closed(file.name) }
            settling.observe(Listing(candidates: [file]), at: .zero)
            #expect(settling.isUninspected(file, at: .seconds(29)) == false)
            #expect(settling.isUninspected(file, at: .seconds(30)))
            settling.inspected(file, found)
            #expect(settling.verdict(of: file, at: .seconds(30)) == verdict, "\(found), closed: \(isClosed)")
            #expect(settling.isUninspected(file, at: .seconds(30)) == false)
        }
    }

    @Test func `a file that grows and whose format says that it is whole is taken after the quiet time`() throws {
        var settling = Settling(rules: rules)
        settling.observe(Listing(candidates: [try candidate("a.png", status(size: 1))]), at: .zero)
        let file = try candidate("a.png", status(size: 2))
        settling.observe(Listing(candidates: [file]), at: .seconds(1))
        settling.inspected(file, .whole)
        #expect(settling.verdict(of: file, at: .seconds(31)) == .settled(.quiet))
    }

    @Test func `a shapefile waits for its parts, says which, and is handed on after a while`() throws {
        var settling = Settling(rules: rules)
        let shape = try candidate("f.shp", status(), [(.done, 100)])
        let listing = Listing(candidates: [shape])
        settling.observe(listing, at: .zero)
        #expect(
            settling.arrivals(listing, at: .seconds(299)).map(\.readiness)
                == [.waiting(until: .seconds(300), for: "f.shx, f.dbf")])
        #expect(settling.arrivals(listing, at: .seconds(300)).map(\.readiness) == [.incomplete])
    }

    @Test func `a set is ready when its youngest part rests, and at once by a done beside its main part`() throws {
        for (done, readiness) in [
            (false, Arrival.Readiness.waiting(until: .seconds(55), for: "the end of writing")), (true, .ready(.done)),
        ] {
            var settling = Settling(rules: rules)
            let early = [
                try candidate("f.shp", status(inode: 1), done ? [(.done, 100)] : []),
                try candidate("f.shx", status(inode: 2)),
            ]
            settling.observe(Listing(candidates: early), at: .zero)
            let all = Listing(candidates: early + [try candidate("f.dbf", status(inode: 3))])
            settling.observe(all, at: .seconds(25))
            #expect(settling.arrivals(all, at: .seconds(31)).map(\.readiness) == [readiness])
        }
    }

    @Test func `a renamed grid still gives its companions the quiet time, a GeoPackage has none`() throws {
        var settling = Settling(rules: rules)
        let files = try ["a.asc", "b.gpkg"].enumerated().map { index, name in
            try candidate(name, status(inode: UInt64(index), changed: 105))
        }
        for file in files { settling.moved(from: nil, to: file.name) }
        let listing = Listing(candidates: files)
        settling.observe(listing, at: .zero)
        #expect(
            settling.arrivals(listing, at: .zero).map(\.readiness)
                == [.waiting(until: .seconds(30), for: "files that belong to it"), .ready(.renamed)])
        #expect(settling.arrivals(listing, at: .seconds(30)).map(\.readiness) == [.ready(.renamed), .ready(.renamed)])
    }

    @Test func `a folder that is still filling is not refused yet`() throws {
        var settling = Settling(rules: rules)
        let name = try #require(FileName("folder"))
        for (now, changed) in [(0, Int64(1)), (20, 2), (40, 2)] {
            let refusal = Refusal(
                name: name, status: status(changed: changed), kind: .folder(reason: "an empty folder", remedy: ""))
            settling.observe(Listing(refused: [refusal]), at: .seconds(now))
            #expect(settling.settledRefusals(Listing(refused: [refusal]), at: .seconds(now)) == [])
        }
        let refusal = Refusal(
            name: name, status: status(changed: 2), kind: .folder(reason: "an empty folder", remedy: ""))
        #expect(settling.settledRefusals(Listing(refused: [refusal]), at: .seconds(50)) == [refusal])
    }
}
