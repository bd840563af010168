package import FoundationEssentials
package import Store
package import SystemPackage

extension SpoolDirectory {
    /// Where a claimed drop lies until its verdict.
    package func directory(of drop: ClaimedDrop) -> FilePath { active.appending(drop.delivery) }

    /// Where the copy of a part lies until the verdict.
    package func path(of part: ClaimedDrop.Part, in drop: ClaimedDrop) -> FilePath {
        directory(of: drop).appending(part.file)
    }

    /// Whether the checksum files beside a candidate agree with its bytes; one that cannot be read does not.
    package func agrees(_ candidate: Candidate) throws(StoreError) -> Bool {
        let (sums, unreadable) = try checksums(of: candidate)
        guard !unreadable, !sums.isEmpty else { return false }
        for sum in sums where try !sum.matches(file: incoming.appending(candidate.name), in: files) { return false }
        return true
    }

    /// Takes an arrival: copies its parts into active/, durably and whole, tells `record`, then removes the originals.
    ///
    /// `record` writes the journal. A crash at any point loses nothing: before the copy is in its place the originals
    /// are all there is, and after it `recover` gives the drop again and the caller records and releases it. Throws
    /// `changed` when a file was written to or replaced meanwhile; then nothing has happened.
    package func claim(
        _ arrival: Arrival, at time: Date, recording record: (ClaimedDrop) throws -> Void
    ) throws -> ClaimedDrop {
        let drop = try take(arrival, at: time)
        try record(drop)
        try release(drop)
        return drop
    }

    /// The first half of a claim: the drop is copied to active/ and the originals still lie in incoming/.
    ///
    /// Taken again after a crash, the same originals give the same drop and no second copy. One claim of a spool is made
    /// at a time: all copy through the same directory.
    package func take(_ arrival: Arrival, at time: Date) throws(StoreError) -> ClaimedDrop {
        let staging = try stage()
        do {
            return try take(arrival, at: time, through: staging)
        } catch {
            // The first failure is the one to tell. What cannot be removed now, on a full or failing disk, is a copy
            // of originals that still lie in incoming/, and is swept by the next claim or by `recover`.
            do { try files.removeAll(staging) } catch {}
            throw error
        }
    }

    /// An empty directory for one copy. What lies in it is of a claim that failed on a disk which was full or read-only, so
    /// that it could not be cleared away then.
    private func stage() throws(StoreError) -> FilePath {
        let staging = active.appending(SpoolDirectory.stagingName)
        do {
            try files.makeDirectory(staging, permissions: 0o755)
        } catch {
            guard error.code == .exists else { throw error }
            try files.removeAll(staging)
            try files.makeDirectory(staging, permissions: 0o755)
        }
        return staging
    }

    private func take(
        _ arrival: Arrival, at time: Date, through staging: FilePath
    ) throws(StoreError) -> ClaimedDrop {
        let names = SafeNames(main: arrival.group.main)
        var parts: [ClaimedDrop.Part] = []
        var checksum = ClaimedDrop.Checksum.none
        var members: [ClaimedDrop.Member]?
        for candidate in arrival.candidates {
            if candidate.status.kind == .directory {
                let (part, found) = try copyFolder(candidate, to: staging)
                parts.append(part)
                members = found
                // A checksum of one file cannot speak of a folder.
                if candidate.markers.contains(where: { $0.kind != .done }) { checksum = .unreadable }
                continue
            }
            let (part, found) = try copy(candidate, to: staging, as: names.name(of: candidate.name))
            parts.append(part)
            checksum = checksum.combined(with: found)
        }
        let markers = arrival.candidates.flatMap(\.markers).map {
            ClaimedDrop.MarkerFile(name: $0.name.encoded, source: Fingerprint($0.status))
        }
        let endings = zip(arrival.candidates, parts).map { (ending: names.ending(of: $0.name), hash: $1.sha256) }
        var drop = ClaimedDrop(
            identity: ClaimedDrop.identity(of: endings), delivery: "", campaign: campaign, parts: parts,
            markers: markers, members: members, missing: arrival.group.missing, settledBy: arrival.evidence,
            checksum: checksum,
            claimedAt: time)
        if let earlier = try copied(of: drop) {
            try files.removeAll(staging)
            try files.sync(directory: active)
            return earlier
        }
        drop.delivery = try freeDelivery(of: drop)
        try files.create(staging.appending(SpoolDirectory.recordName), SpoolDirectory.encode(drop))
        try files.sync(directory: staging)
        try files.rename(staging, to: directory(of: drop))
        try files.sync(directory: active)
        return drop
    }

    private func copy(
        _ candidate: Candidate, to staging: FilePath, as file: String
    ) throws(StoreError) -> (ClaimedDrop.Part, ClaimedDrop.Checksum) {
        let original = incoming.appending(candidate.name)
        let place = staging.appending(file)
        let (sums, unreadable) = try checksums(of: candidate)
        let source = try files.openFile(original)
        let before = Fingerprint(try files.status(of: source))
        guard before == Fingerprint(candidate.status) else { throw changed(original) }
        var sum = Checksum.Accumulator(for: sums)
        try files.copy(source, to: place, permissions: 0o644) { sum.update($0) }
        let after = Fingerprint(try files.status(of: source))
        let named = try files.statusIfPresent(original).map { Fingerprint($0) }
        guard after == before, named == before else { throw changed(original) }
        let hash = sum.hash
        guard try ContentHash.of(file: place, in: files) == hash else {
            throw misread(place)
        }
        let verdict: ClaimedDrop.Checksum =
            if unreadable { .unreadable } else if sums.isEmpty { .none } else if sums.allSatisfy(sum.agrees(with:)) {
                .agrees
            } else { .disagrees }
        let part = ClaimedDrop.Part(
            name: candidate.name.encoded, file: file, sha256: hash, size: before.size, source: before)
        return (part, verdict)
    }

    func changed(_ path: FilePath) -> StoreError {
        StoreError(
            code: .changed, operation: "claim", path: path, reason: "it was written to or replaced while it was copied",
            remedy: "nothing: it is taken when it rests")
    }

    private func checksums(of candidate: Candidate) throws(StoreError) -> (sums: [Checksum], unreadable: Bool) {
        var sums: [Checksum] = []
        var unreadable = false
        for marker in candidate.markers where marker.kind != .done {
            let bytes: [UInt8]
            do {
                bytes = try files.contents(of: incoming.appending(marker.name), atMost: ChecksumFile.limit)
            } catch {
                switch error.code {
                case .notFound, .tooLong, .permission, .notRegular: unreadable = true
                default: throw error
                }
                continue
            }
            if let sum = ChecksumFile.checksum(of: candidate.name, in: bytes) {
                sums.append(sum)
            } else {
                unreadable = true
            }
        }
        return (sums, unreadable)
    }

    /// The drop that an earlier process copied from the same originals and did not release. What lies in done/ was
    /// released before it went there; only in active/ can a copy's original still wait.
    private func copied(of drop: ClaimedDrop) throws(StoreError) -> ClaimedDrop? {
        for name in try files.names(in: active) where name.bytes.starts(with: drop.id.utf8) {
            let record = active.appending(name).appending(SpoolDirectory.recordName)
            if let earlier = try read(ClaimedDrop.self, record), earlier.hasSameSources(as: drop) { return earlier }
        }
        return nil
    }

    private func freeDelivery(of drop: ClaimedDrop) throws(StoreError) -> String {
        let name = { (number: Int) in number == 1 ? drop.id : "\(drop.id)-\(number)" }
        return name(
            try FreeNumber.first { number throws(StoreError) in
                for shelf in [active, done] where try files.statusIfPresent(shelf.appending(name(number))) != nil {
                    return true
                }
                return false
            })
    }
}

extension ClaimedDrop {
    /// Whether both were copied from the same, unchanged originals.
    fileprivate func hasSameSources(as other: ClaimedDrop) -> Bool {
        parts.map(\.name) == other.parts.map(\.name) && parts.map(\.source) == other.parts.map(\.source)
    }
}

extension ClaimedDrop.Checksum {
    /// The worse of both, over the parts of a set.
    fileprivate func combined(with other: Self) -> Self {
        let order: [Self] = [.disagrees, .unreadable, .agrees, .none]
        return order.first { $0 == self || $0 == other } ?? .none
    }
}

extension Arrival {
    /// How it was seen to be whole; `nil` for one that is handed on though it is not.
    package var evidence: Settling.Evidence? {
        if case .ready(let evidence) = readiness { evidence } else { nil }
    }
}
