package import Store

/// Decides when a file in incoming/ is whole. Pure: it sees listings, hints and a clock, and touches no disk.
///
/// A file is settled when
/// - a `.done` lies beside it that is not older than the file's last change,
/// - a `.sha256` or `.md5` lies beside it and agrees with its bytes,
/// - it was renamed into place: it lay under a temporary name in the listing before, or inotify saw it moved here from
///   a temporary name or from outside. This holds only while its last change is later than its last write (a rename
///   changes the ctime alone): a file that was written after the rename waits as any other;
/// - or else its size, mtime, ctime and inode have not changed for the quiet time, and nothing says that more will come.
///
/// What says so is the file's own format (`Wholeness`), or that it was seen to grow and its writer was not seen to close
/// it. Such a file is waited for, unchanged, for the time after which an upload counts as broken off.
///
/// A checksum that disagrees keeps the file waiting for the upload to go on, until `checksumPatience` is over.
package struct Settling: Sendable {
    /// The times that it waits.
    package struct Rules: Hashable, Sendable {
        /// How long a file must not change.
        package var quiet: Duration
        /// How long a drop waits, unchanged, for parts that are missing.
        package var partPatience: Duration
        /// How long a file waits, unchanged, for bytes that agree with its checksum.
        package var checksumPatience: Duration
        /// How long a file waits, unchanged, that does not seem whole: how long an upload may stall.
        package var stall: Duration

        /// Parts are waited for ten times the quiet time, checksums for an hour, and the rest of an upload for fifteen
        /// minutes unless said otherwise; neither of the last two is shorter than the quiet time.
        package init(
            quiet: Duration = .seconds(30), partPatience: Duration? = nil, checksumPatience: Duration = .seconds(3600),
            stall: Duration = .seconds(900)
        ) {
            precondition(quiet >= .zero, "a quiet time is not negative")
            self.quiet = quiet
            self.partPatience = partPatience ?? quiet * 10
            self.checksumPatience = max(checksumPatience, quiet)
            self.stall = max(stall, quiet)
        }
    }

    /// How a file was seen to be whole.
    package enum Evidence: String, Hashable, Sendable, Codable {
        case done, checksum, renamed, quiet
        /// The checksum still disagrees and no more bytes came.
        case patience
        /// It did not seem whole and no more bytes came.
        case stalled
    }

    /// What is known of one file.
    package enum Verdict: Hashable, Sendable {
        /// Not before that time, if nothing changes.
        case waiting(until: Duration)
        /// It rests and does not seem whole: not before that time, if nothing changes.
        case stalled(until: Duration)
        /// Compare the file with the checksum beside it and tell `checked`.
        case check
        case settled(Evidence)
    }

    fileprivate struct Track: Sendable {
        var fingerprint: Fingerprint
        var markers: [Fingerprint]
        /// When this fingerprint was first seen.
        var since: Duration
        var renamed: Bool
        /// Whether the checksum agreed with this fingerprint; `nil` while it was not compared.
        var agrees: Bool?
        /// What its format said of this fingerprint; `nil` while it was not asked.
        var wholeness: Wholeness?
        /// Whether it was ever seen to become longer.
        var hasGrown = false
        /// Whether a writer closed it and it has not changed since.
        var isClosed = false
    }

    package let rules: Rules
    private var tracks: [FileName: Track] = [:]
    private var refusals: [FileName: Track] = [:]
    private var temporaries: Set<Listing.Identity> = []
    private var moved: Set<FileName> = []
    private var closed: Set<FileName> = []

    package init(rules: Rules = Rules()) {
        self.rules = rules
    }

    /// Notes inotify's word that a file was moved here; the next listing decides whether it counts.
    package mutating func moved(from: FileName?, to name: FileName) {
        if from.map(\.isTemporary) ?? true { moved.insert(name) }
    }

    /// Notes inotify's word that a writer closed a file; the next listing says in which state.
    package mutating func closed(_ name: FileName) { closed.insert(name) }

    /// Takes in a listing. `now` is any clock that only goes forward; a wall clock's jumps must not reach it.
    package mutating func observe(_ listing: Listing, at now: Duration) {
        var next: [FileName: Track] = [:]
        next.reserveCapacity(listing.candidates.count)
        for candidate in listing.candidates {
            let fingerprint = Fingerprint(candidate.status)
            let markers = candidate.markers.map { Fingerprint($0.status) }
            let identity = Listing.Identity(candidate.status)
            let arrived =
                moved.contains(candidate.name)
                || (temporaries.contains(identity) && !listing.temporaries.contains(identity))
            if var track = tracks[candidate.name], track.fingerprint == fingerprint {
                if track.markers != markers { track.agrees = nil }
                track.markers = markers
                track.renamed = track.renamed || (arrived && fingerprint.changed > fingerprint.modified)
                track.isClosed = track.isClosed || closed.contains(candidate.name)
                next[candidate.name] = track
            } else {
                let before = tracks[candidate.name]
                let isSame = before?.fingerprint.inode == fingerprint.inode
                let grew = isSame && before.map { $0.fingerprint.size < fingerprint.size } ?? false
                next[candidate.name] = Track(
                    fingerprint: fingerprint, markers: markers, since: now,
                    renamed: arrived && fingerprint.changed > fingerprint.modified, agrees: nil, wholeness: nil,
                    hasGrown: grew || (isSame && before?.hasGrown ?? false), isClosed: closed.contains(candidate.name))
            }
        }
        tracks = next
        refusals = (listing.refused + listing.orphans).reduce(into: [:]) { next, refusal in
            let fingerprint = Fingerprint(refusal.status)
            let since = refusals[refusal.name].flatMap { $0.fingerprint == fingerprint ? $0.since : nil } ?? now
            next[refusal.name] = Track(fingerprint: fingerprint, markers: [], since: since, renamed: false)
        }
        temporaries = listing.temporaries
        moved.removeAll()
        closed.removeAll()
    }

    /// Tells how the file that was listed compares with the checksum beside it.
    package mutating func checked(_ candidate: Candidate, agrees: Bool) {
        guard tracks[candidate.name]?.fingerprint == Fingerprint(candidate.status) else { return }
        tracks[candidate.name]?.agrees = agrees
    }

    /// Tells what the format of the file that was listed says of its end.
    package mutating func inspected(_ candidate: Candidate, _ found: Wholeness) {
        guard tracks[candidate.name]?.fingerprint == Fingerprint(candidate.status) else { return }
        tracks[candidate.name]?.wholeness = found
    }

    /// Whether a file rests and its format was not asked yet whether all of it is there.
    package func isUninspected(_ candidate: Candidate, at now: Duration) -> Bool {
        verdict(of: candidate, at: now) == .settled(.quiet) && tracks[candidate.name]?.wholeness == nil
    }

    /// Notes that a file changed while it was claimed: its wait begins anew.
    package mutating func changed(_ name: FileName, at now: Duration) {
        tracks[name]?.since = now
        tracks[name]?.hasGrown = true
        tracks[name]?.isClosed = false
        tracks[name]?.wholeness = nil
        tracks[name]?.renamed = false
        tracks[name]?.agrees = nil
    }

    /// What is known of a file of the last listing.
    package func verdict(of candidate: Candidate, at now: Duration) -> Verdict {
        guard let track = tracks[candidate.name] else { return .waiting(until: now + rules.quiet) }
        if hasDone(candidate) { return .settled(.done) }
        let checksums = candidate.status.kind == .directory ? [] : candidate.markers.filter { $0.kind != .done }
        guard let newest = checksums.map(\.status.changed).max() else {
            if track.renamed { return .settled(.renamed) }
            let until = track.since + rules.quiet
            guard now >= until else { return .waiting(until: until) }
            guard track.seemsUnfinished else { return .settled(.quiet) }
            let end = track.since + rules.stall
            return now >= end ? .settled(.stalled) : .stalled(until: end)
        }
        switch track.agrees {
        case true: return .settled(.checksum)
        case false:
            let until = track.since + rules.checksumPatience
            return now >= until ? .settled(.patience) : .waiting(until: until)
        case nil:
            // A checksum that came before its file is compared only when the file seems to rest: hashing a growing
            // file again at every listing would read a long upload many times over.
            let rest = track.since + rules.quiet / 10
            if newest >= candidate.status.changed || now >= rest { return .check }
            return .waiting(until: rest)
        }
    }

    /// Since when a file of the last listing has not changed.
    package func unchangedSince(_ name: FileName) -> Duration? { tracks[name]?.since }

    /// When a drop that waits for parts has rested for the quiet time: then what is missing is worth saying.
    package func rest(of arrival: Arrival) -> Duration {
        (arrival.candidates.compactMap { unchangedSince($0.name) }.max() ?? .zero) + rules.quiet
    }

    /// Since when a refused entry of the last listing has not changed.
    func refusedSince(_ name: FileName) -> Duration? { refusals[name]?.since }

    /// A `.done` that is older than the file's last change speaks of an earlier upload.
    func hasDone(_ candidate: Candidate) -> Bool {
        candidate.markers.contains { $0.kind == .done && $0.status.changed >= candidate.status.changed }
    }
}

extension Settling.Track {
    /// Whether more must be expected of a file that rests.
    fileprivate var seemsUnfinished: Bool {
        switch wholeness {
        case .short: true
        case .whole, nil: false
        // A writer that closed it wrote what it had; one that broke off may come back and go on.
        case .openEnd: !isClosed
        case .unknown: hasGrown && !isClosed
        }
    }
}
