package import Store
import SystemPackage

extension SpoolDirectory {
    /// The second half of a claim, after the journal knows the drop: removes the originals from incoming/.
    ///
    /// An original that was written to or replaced since it was copied stays in incoming/, or goes back there, and
    /// becomes a drop of its own; gives the names of those. Checksum and `.done` files move along with the drop.
    /// Repeating it does no harm.
    @discardableResult
    package func release(_ drop: ClaimedDrop) throws(StoreError) -> [FileName] {
        let home = directory(of: drop)
        var stayed: [FileName] = []
        var moved = false
        for (index, part) in drop.parts.enumerated() {
            guard let name = part.originalName else { continue }
            switch try remove(name, part.source, through: home.appending(".original-\(index)")) {
            case .gone: break
            case .removed: moved = true
            case .stayed: stayed.append(name)
            case .putBack(let back):
                stayed.append(back)
                moved = true
            }
        }
        for (index, marker) in drop.markers.enumerated() {
            guard let name = FileName(encoded: marker.name) else { continue }
            let original = incoming.appending(name)
            guard let status = try files.statusIfPresent(original), Fingerprint(status) == marker.source else {
                continue
            }
            try files.rename(original, to: home.appending(".marker-\(index)"))
            moved = true
        }
        if moved {
            try files.sync(directory: home)
            try files.sync(directory: incoming)
        }
        return stayed
    }

    private enum Removal {
        case gone, removed, stayed
        case putBack(FileName)
    }

    /// Removes an original if it still is what was copied. It is moved out of the senders' reach before the last look:
    /// unlinking the name in incoming/ could hit a file that was renamed there a moment ago.
    private func remove(
        _ name: FileName, _ source: Fingerprint, through aside: FilePath
    ) throws(StoreError) -> Removal {
        let original = incoming.appending(name)
        let doomed = aside.removingLastComponent().appending(".removed-" + (aside.lastComponent?.string ?? ""))
        if try files.statusIfPresent(doomed) != nil {
            // The last process ended while it removed a folder that it had found unchanged.
            try files.removeAll(doomed)
            return .removed
        }
        if try files.statusIfPresent(aside) == nil {
            guard let status = try folders.whole(original), [.regular, .directory].contains(status.kind) else {
                return .gone
            }
            guard Fingerprint(status) == source else { return .stayed }
            do {
                try files.rename(original, to: aside)
            } catch {
                // The sender took it away between the look and the rename: there is nothing left to remove.
                guard error.code == .notFound else { throw error }
                return .gone
            }
        }
        guard let status = try folders.whole(aside) else { return .gone }
        guard Fingerprint(status).hasSameContent(as: source) else {
            return .putBack(try putBack(aside, as: name))
        }
        if status.kind == .directory {
            // A folder goes file by file: half of one must never be taken for what somebody dropped.
            try files.rename(aside, to: doomed)
            try files.removeAll(doomed)
        } else {
            try files.unlink(aside)
        }
        return .removed
    }

    private func putBack(_ aside: FilePath, as name: FileName) throws(StoreError) -> FileName {
        var number = 1
        while true {
            let target = name.numbered(number)
            do {
                try files.renameKeeping(aside, to: incoming.appending(target))
                return target
            } catch {
                guard error.code == .exists else { throw error }
                number += 1
            }
        }
    }
}

extension FileName {
    /// The name for the n-th file of this name in one directory: `NAME`, `NAME~2`, `NAME~3`, ...
    package func numbered(_ number: Int) -> FileName {
        number == 1 ? self : appending("~\(number)")
    }
}
