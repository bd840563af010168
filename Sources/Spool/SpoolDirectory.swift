package import Store
package import SystemPackage

/// The spool of one campaign: `<spool>/<campaign>/{incoming,active,done,rejected}/`.
///
/// One process works on it at a time (the daemon's lock on its state); uploads write to incoming/ as they please.
/// The four directories lie on one file system.
package struct SpoolDirectory: Sendable {
    package let campaign: String
    /// Where files are dropped.
    package let incoming: FilePath
    /// What the daemon owns and has no verdict on yet, a directory a drop.
    package let active: FilePath
    /// What was accepted, a directory a drop.
    package let done: FilePath
    /// What was not, under its original name, with its reason beside it.
    package let rejected: FilePath
    let files: FileSystem

    /// Opens a campaign's spool, making its directories where they are missing.
    package init(root: FilePath, campaign: String, files: FileSystem = .real) throws(StoreError) {
        guard let name = FileName(campaign), name.encoded == campaign else {
            throw StoreError(
                code: .invalidName, operation: "mkdir", path: root,
                reason: "'\(FileName.escaped(Array(campaign.utf8)))' is no name for a campaign's spool",
                remedy: "use letters, digits, '.', '_', '+' and '-', not starting with a dot")
        }
        let directory = root.appending(name)
        self.campaign = campaign
        incoming = directory.appending("incoming")
        active = directory.appending("active")
        done = directory.appending("done")
        rejected = directory.appending("rejected")
        self.files = files
        for path in [incoming, active, done, rejected] { try files.makeDirectories(path) }
    }

    /// All that lies in incoming/ now. Nothing is opened but the small headers of ERMapper grids.
    package func list() throws(StoreError) -> Listing {
        var listing = Listing()
        var markers: [FileName: [Marker]] = [:]
        var regular: [(FileName, FileStatus)] = []
        for name in try namesInIncoming() {
            // Between the listing and here a file may have been moved away: then it is not there.
            guard let status = try files.statusIfPresent(incoming.appending(name)) else { continue }
            if name.isTemporary {
                if status.kind == .regular { listing.temporaries.insert(Listing.Identity(status)) }
            } else if status.kind == .directory {
                switch try lookInIncoming(name, status) {
                case .tree(let tree): regular.append((name, tree.status))
                case .problem(let reason, let remedy):
                    listing.refused.append(
                        Refusal(name: name, status: status, kind: .folder(reason: reason, remedy: remedy)))
                case nil: continue
                }
            } else if let kind = try refusal(of: name, status) {
                listing.refused.append(Refusal(name: name, status: status, kind: kind))
            } else if let (kind, owner) = Marker.parse(name) {
                markers[owner, default: []].append(Marker(kind: kind, name: name, status: status))
            } else {
                regular.append((name, status))
            }
        }
        for (name, status) in regular {
            listing.candidates.append(
                Candidate(name: name, status: status, markers: markers.removeValue(forKey: name) ?? []))
        }
        listing.waitingMarkers = markers.values.joined().sorted { $0.name < $1.name }
        for candidate in listing.candidates where candidate.name.lowercased.ends(with: ".ers") {
            listing.references[candidate.name] = try dataFile(of: candidate)
        }
        return listing
    }

    private func namesInIncoming() throws(StoreError) -> [FileName] {
        do {
            return try files.names(in: incoming)
        } catch {
            guard error.code == .notFound else { throw error }
            // Removed by somebody: made anew. Where the campaign's own folder is gone as well (a file system that is
            // not mounted) this fails, and nothing is made beneath a mount point.
            try files.makeDirectory(incoming)
            return []
        }
    }

    /// What lies in a folder; `nil` where it was moved away while it was looked through.
    private func lookInIncoming(_ name: FileName, _ status: FileStatus) throws(StoreError) -> FolderTree.Look? {
        do {
            return try folders.look(into: incoming.appending(name), status)
        } catch {
            switch error.code {
            case .notFound, .notRegular: return nil
            case .permission:
                return .problem(
                    "the daemon may not look into it: it belongs to user \(status.owner), mode "
                        + FileStatus.octal(status.permissions),
                    "make it readable for the daemon's user (chmod -R g+rX, or an ACL on the folder)")
            default: throw error
            }
        }
    }

    private func refusal(of name: FileName, _ status: FileStatus) throws(StoreError) -> Refusal.Kind? {
        switch status.kind {
        case .link: return .link
        case .fifo: return .fifo
        case .socket: return .socket
        case .device: return .device
        case .directory, .regular: break
        }
        // What all may read needs no question to the kernel: a hundred thousand files are listed at start.
        if status.permissions & 0o004 != 0 { return nil }
        do {
            if try files.isReadable(incoming.appending(name)) { return nil }
        } catch {
            // Moved away since it was listed.
            guard error.code == .notFound else { throw error }
            return nil
        }
        return .unreadable(owner: status.owner, permissions: status.permissions)
    }

    private func dataFile(of header: Candidate) throws(StoreError) -> FileName? {
        guard header.status.size <= ERMapperHeader.limit else { return nil }
        do {
            return ERMapperHeader.dataFile(
                in: try files.contents(of: incoming.appending(header.name), atMost: ERMapperHeader.limit))
        } catch {
            // Moved away, replaced or grown since it was listed: the next listing sees what it became.
            guard error.isTemporary || error.code == .notFound || error.code == .notRegular || error.code == .tooLong
            else { throw error }
            return nil
        }
    }
}
