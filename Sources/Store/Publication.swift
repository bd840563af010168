package import SystemPackage

/// The output tree of one campaign: `<out>/<campaign>/runs/<run>/` and the link `latest`.
///
/// A run is written beside under a hidden name, made durable, checked against its hashes, and only then renamed: a
/// reader sees a whole run or none. One process publishes a campaign at a time (the daemon's lock on its state).
package struct Publication: Sendable {
    /// What became of a run.
    package enum Outcome: Hashable, Sendable {
        case published
        /// The same run was there already, byte for byte.
        case alreadyThere
    }

    /// `<out>/<campaign>`.
    package let directory: FilePath
    private let files: FileSystem

    package init(out: FilePath, campaign: String, files: FileSystem = .real) throws(StoreError) {
        try Publication.check(campaign, in: out)
        self.directory = out.appending(campaign)
        self.files = files
    }

    /// Where a run lies, or would.
    package func directory(of run: String) -> FilePath {
        directory.appending("runs").appending(run)
    }

    /// Publishes a run of these files. The same run twice changes nothing; other files under its name are refused.
    @discardableResult
    package func publish(_ run: String, _ contents: [PublishedFile]) throws(StoreError) -> Outcome {
        try Publication.check(run, in: directory)
        let runs = directory.appending("runs")
        try files.makeDirectories(runs)
        let place = directory(of: run)
        var outcome = Outcome.published
        if try files.statusIfPresent(place) != nil {
            try expectSame(place, contents)
            outcome = .alreadyThere
        } else {
            let partial = runs.appending(".run.partial-\(run)")
            try files.removeAll(partial)
            try write(contents, in: partial)
            try files.rename(partial, to: place)
        }
        // Also for a run that was there: whoever put it may have died before this sync.
        try files.sync(directory: runs)
        return outcome
    }

    /// Points `latest` at a run, in one step for every reader.
    package func setLatest(_ run: String) throws(StoreError) {
        try Publication.check(run, in: directory)
        _ = try files.status(directory(of: run))
        let link = directory.appending("latest")
        if let found = try files.statusIfPresent(link), found.kind != .link {
            throw StoreError(
                code: .exists, operation: "publish", path: link, reason: "a \(found.kind.rawValue) has the link's name",
                remedy: "rename it: the daemon keeps a link to the latest run here")
        }
        if try latest() == run { return }
        try files.replaceLink(link, target: FilePath("runs").appending(run))
    }

    /// The run that `latest` points at; `nil` where there is none.
    package func latest() throws(StoreError) -> String? {
        let link = directory.appending("latest")
        guard try files.statusIfPresent(link)?.kind == .link else { return nil }
        return try files.readLink(link).lastComponent?.string
    }

    /// The runs that are there, by name.
    package func runs() throws(StoreError) -> [String] {
        let runs = directory.appending("runs")
        guard try files.statusIfPresent(runs) != nil else { return [] }
        return try files.names(in: runs).filter { !$0.bytes.starts(with: ".".utf8) }.map(\.display)
    }

    /// Removes what a dead process left half-written; gives how many runs that were.
    @discardableResult
    package func sweep() throws(StoreError) -> Int {
        let runs = directory.appending("runs")
        guard try files.statusIfPresent(runs) != nil else { return 0 }
        var swept = 0
        for name in try files.names(in: runs) where name.bytes.starts(with: ".run.partial-".utf8) {
            try files.removeAll(runs.appending(name))
            swept += 1
        }
        try files.removeAll(directory.appending(".latest.partial"))
        return swept
    }

    private func write(_ contents: [PublishedFile], in partial: FilePath) throws(StoreError) {
        try files.makeDirectory(partial)
        for file in contents {
            let place = partial.pushing(FilePath(try checkedPath(of: file)))
            try files.makeDirectories(place.removingLastComponent())
            switch file.source {
            case .bytes(let bytes): try files.create(place, bytes)
            case .file(let source):
                let opened = try files.openFile(source)
                var hasher = ContentHash.Hasher()
                try files.copy(opened, to: place) { hasher.update($0) }
                guard hasher.finish() == file.hash else { throw mismatch(source, file) }
            }
        }
        try files.syncAll(partial)
    }

    private func expectSame(_ place: FilePath, _ contents: [PublishedFile]) throws(StoreError) {
        let listed = try files.paths(below: place)
        let expected = try Set(contents.map { (file) throws(StoreError) in FilePath(try checkedPath(of: file)) })
        guard Set(listed) == expected else {
            throw StoreError(
                code: .exists, operation: "publish", path: place, reason: "a run of this name holds other files",
                remedy: "a run is never changed: publish under another name")
        }
        for file in contents {
            let path = place.pushing(FilePath(file.path))
            guard try ContentHash.of(file: path, in: files) == file.hash else { throw mismatch(path, file) }
        }
    }

    private func mismatch(_ path: FilePath, _ file: PublishedFile) -> StoreError {
        StoreError(
            code: .mismatch, operation: "publish", path: path,
            reason: "its bytes are not those of SHA-256 \(file.hash.short)... that the run promises for \(file.path)",
            remedy: "check the disk; the run is made again from its inputs")
    }

    private func checkedPath(of file: PublishedFile) throws(StoreError) -> String {
        for part in file.path.split(separator: "/", omittingEmptySubsequences: false) {
            try Publication.check(String(part), in: directory)
        }
        return file.path
    }

    /// Names in the output tree are the program's own, so anything but plain ones is a mistake caught here.
    private static func check(_ name: String, in directory: FilePath) throws(StoreError) {
        guard let checked = FileName(name), checked.encoded == name else {
            throw StoreError(
                code: .invalidName, operation: "publish", path: directory,
                reason: "'\(FileName.escaped(Array(name.utf8)))' is no name for a published file",
                remedy: "use letters, digits, '.', '_', '+' and '-', not starting with a dot")
        }
    }
}

extension FileSystem {
    /// The paths of all files below a directory, relative to it, in the order of their bytes.
    package func paths(below directory: FilePath) throws(StoreError) -> [FilePath] {
        var found: [FilePath] = []
        for name in try names(in: directory) {
            let path = directory.appending(name)
            if try status(path).kind == .directory {
                for inner in try paths(below: path) {
                    found.append(FilePath("").appending(name).pushing(inner))
                }
            } else {
                found.append(FilePath("").appending(name))
            }
        }
        return found
    }
}
