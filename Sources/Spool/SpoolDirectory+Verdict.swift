package import FoundationEssentials
package import Store
package import SystemPackage

extension SpoolDirectory {
    /// Moves an accepted drop to done/ with its status beside it; gives where it lies. Repeating it does no harm.
    @discardableResult
    package func accept(
        _ drop: ClaimedDrop, layer: String?, contents: [DropStatus.Content]? = nil, notes: [String] = [], at time: Date
    ) throws(StoreError) -> FilePath {
        try finish(
            DropStatus(
                drop: drop, state: .accepted, layer: layer, contents: contents, notes: notes, decidedAt: time))
    }

    /// Moves a drop whose bytes came before to done/, with a status that names the first delivery.
    ///
    /// Its bytes are kept once more, not linked to the first: a person may then remove either without a thought for
    /// the other, and the second delivery keeps proving what was sent.
    @discardableResult
    package func duplicate(_ drop: ClaimedDrop, of first: String, at time: Date) throws(StoreError) -> FilePath {
        try finish(
            DropStatus(
                drop: drop, state: .duplicate, notes: ["the same bytes came first as \(first)"], duplicateOf: first,
                decidedAt: time))
    }

    private func finish(_ status: DropStatus) throws(StoreError) -> FilePath {
        let drop = status.drop
        let home = directory(of: drop)
        let place = done.appending(drop.delivery)
        if try files.statusIfPresent(home) == nil, try files.statusIfPresent(place) != nil {
            try files.sync(directory: done)
            return place
        }
        try release(drop)
        guard let main = drop.parts.first.flatMap({ FileName($0.file) }) else {
            preconditionFailure("a drop has a part")
        }
        try files.replace(
            home.appending(main.appending(SpoolDirectory.statusEnding)), with: SpoolDirectory.encode(status))
        try files.rename(home, to: place)
        try files.sync(directory: done)
        try files.sync(directory: active)
        return place
    }

    /// Moves a drop's files to rejected/ under their original names, with `NAME.reason.txt` and `NAME.status.json`.
    ///
    /// Where one of these names is taken all get the next free number (`NAME~2`). The plan is written down first, so
    /// that `recover` ends what a crash interrupts.
    @discardableResult
    package func reject(
        _ drop: ClaimedDrop, _ rejection: Rejection, notes: [String] = [], at time: Date
    ) throws(StoreError) -> DropStatus {
        let home = directory(of: drop)
        if let begun = try read(RejectionPlan.self, home.appending(SpoolDirectory.rejectionName)) {
            try carryOut(begun)
            return begun.status
        }
        let status = DropStatus(
            drop: drop, state: .rejected, notes: notes, rejection: rejection, decidedAt: time)
        let names = names(of: drop)
        let number = try FreeNumber.first { number throws(StoreError) in try isTaken(names, number) }
        let plan = RejectionPlan(status: status, number: number)
        try files.replace(home.appending(SpoolDirectory.rejectionName), with: SpoolDirectory.encode(plan))
        try carryOut(plan)
        return status
    }

    /// Moves what is refused unopened (a link, a FIFO, a folder) to rejected/ with its reason; the entry itself moves,
    /// never what it points at. Gives the name it got there.
    @discardableResult
    package func reject(_ refusal: Refusal, at time: Date) throws(StoreError) -> FileName {
        let original = incoming.appending(refusal.name)
        guard Fingerprint(try files.status(original)) == Fingerprint(refusal.status) else {
            throw StoreError(
                code: .changed, operation: "reject", path: original, reason: "it changed since it was listed",
                remedy: "nothing: it is looked at again")
        }
        let number = try FreeNumber.first { number throws(StoreError) in try isTaken([refusal.name], number) }
        let name = refusal.name.numbered(number)
        let text = Rejection(what: refusal.reason, remedy: refusal.remedy)
            .text(name: refusal.name.display, details: [("Time", time.formatted(.iso8601))])
        // The reason first: a crash in between leaves a reason without its file, not a file without its reason.
        try files.replace(rejected.appending(name.appending(SpoolDirectory.reasonEnding)), with: Array(text.utf8))
        try files.renameKeeping(original, to: rejected.appending(name))
        try files.sync(directory: rejected)
        try files.sync(directory: incoming)
        return name
    }

    func carryOut(_ plan: RejectionPlan) throws(StoreError) {
        let drop = plan.status.drop
        let home = directory(of: drop)
        // An original may still wait for its removal, after a failure in `release`; the directory is removed below.
        try release(drop)
        if let main = names(of: drop).first?.numbered(plan.number) {
            try files.replace(
                rejected.appending(main.appending(SpoolDirectory.reasonEnding)), with: Array(plan.text.utf8))
            try files.replace(
                rejected.appending(main.appending(SpoolDirectory.statusEnding)),
                with: SpoolDirectory.encode(plan.status))
        }
        for part in drop.parts {
            guard let name = part.originalName else { continue }
            try move(home.appending(part.file), as: name, from: plan.number)
        }
        for (index, marker) in drop.markers.enumerated() {
            guard let name = FileName(encoded: marker.name) else { continue }
            try move(home.appending(".marker-\(index)"), as: name, from: plan.number)
        }
        try files.sync(directory: rejected)
        // The plan goes last: while it is there, `recover` knows what this directory was.
        for name in [SpoolDirectory.recordName, SpoolDirectory.rejectionName] {
            let path = home.appending(name)
            if try files.statusIfPresent(path) != nil { try files.unlink(path) }
        }
        try files.removeAll(home)
        try files.sync(directory: active)
    }

    private func move(_ path: FilePath, as name: FileName, from first: Int) throws(StoreError) {
        guard let status = try files.statusIfPresent(path) else { return }
        var number = first
        while true {
            let target = rejected.appending(name.numbered(number))
            if let there = try files.statusIfPresent(target) {
                // A crash between link and unlink left the file under both names.
                if Listing.Identity(there) == Listing.Identity(status) { return try files.unlink(path) }
                number += 1
                continue
            }
            return try files.renameKeeping(path, to: target)
        }
    }

    private func names(of drop: ClaimedDrop) -> [FileName] {
        drop.parts.compactMap(\.originalName) + drop.markers.compactMap { FileName(encoded: $0.name) }
    }

    private func isTaken(_ names: [FileName], _ number: Int) throws(StoreError) -> Bool {
        for name in names.map({ $0.numbered(number) }) {
            for taken in [
                name, name.appending(SpoolDirectory.reasonEnding), name.appending(SpoolDirectory.statusEnding),
            ] where try files.statusIfPresent(rejected.appending(taken)) != nil {
                return true
            }
        }
        return false
    }
}

/// A rejection that was decided and may be half done.
struct RejectionPlan: Sendable, Codable {
    var status: DropStatus
    /// The number of the names in rejected/.
    var number: Int

    /// The text of `NAME.reason.txt`.
    var text: String {
        let drop = status.drop
        var details = drop.parts.map { ("SHA-256", "\($0.sha256.hex)  \($0.originalName?.display ?? $0.file)") }
        if !drop.missing.isEmpty { details.insert(("Missing", drop.missing.joined(separator: ", ")), at: 0) }
        details += status.notes.map { ("Note", $0) }
        details.append(("Time", status.decidedAt.formatted(.iso8601)))
        return status.rejection?.text(name: drop.displayName, details: details) ?? ""
    }
}
