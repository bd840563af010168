import Glibc
package import SystemPackage

extension FileSystem {
    /// The names in a directory, sorted by their bytes, without `.` and `..`.
    package func names(in directory: FilePath) throws(StoreError) -> [FileName] {
        let listing = FileCall(.list, directory)
        var found: [FileName] = []
        var failure: Int32 = 0
        _ = try call(listing) { path in
            found.removeAll(keepingCapacity: true)
            guard let stream = opendir(path) else { return -1 }
            defer { closedir(stream) }
            // readdir tells the end from a failure only by errno.
            Glibc.errno = 0
            while let entry = readdir(stream) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                    tuple.withMemoryRebound(to: UInt8.self, capacity: FileName.limit + 1) { start in
                        FileName(bytes: UnsafeBufferPointer(start: start, count: strnlen(start, FileName.limit + 1)))
                    }
                }
                if let name { found.append(name) }
                Glibc.errno = 0
            }
            failure = Glibc.errno
            return 0
        }
        guard failure == 0 else { throw StoreError(listing, errno: Errno(rawValue: failure)) }
        return found.sorted()
    }

    private func strnlen(_ start: UnsafePointer<UInt8>, _ limit: Int) -> Int {
        var length = 0
        while length < limit, start[length] != 0 { length += 1 }
        return length
    }

    /// Makes one directory; it must not exist.
    package func makeDirectory(_ path: FilePath, permissions: UInt32 = 0o777) throws(StoreError) {
        _ = try call(FileCall(.makeDirectory, path)) { mkdir($0, permissions) }
    }

    /// Makes a directory and those above it as far as they are missing, and makes their names durable.
    package func makeDirectories(_ path: FilePath, permissions: UInt32 = 0o777) throws(StoreError) {
        do {
            try makeDirectory(path, permissions: permissions)
        } catch {
            switch error.code {
            case .exists:
                try expectDirectory(path)
                return
            case .notFound where !path.removingLastComponent().isEmpty && path.removingLastComponent() != path:
                try makeDirectories(path.removingLastComponent(), permissions: permissions)
                try makeDirectories(path, permissions: permissions)
                return
            default: throw error
            }
        }
        let parent = path.removingLastComponent()
        try sync(directory: parent.isEmpty ? "." : parent)
    }

    private func expectDirectory(_ path: FilePath) throws(StoreError) {
        // An administrator may have put a link to another disk here, so this one place follows links.
        var found = stat()
        _ = try call(FileCall(.status, path)) { stat($0, &found) }
        guard FileStatus(found).kind == .directory else {
            throw StoreError(
                code: .exists, operation: "mkdir", path: path, reason: "something that is no directory has this name",
                remedy: "rename or remove it")
        }
    }

    /// Gives a file another name; whatever had that name is replaced.
    package func rename(_ old: FilePath, to new: FilePath) throws(StoreError) {
        _ = try call(FileCall(.rename, new)) { target in
            old.withPlatformString { Glibc.rename($0, target) }
        }
    }

    /// Gives a file, link or directory another name; where something has it already it fails with `exists`.
    package func renameKeeping(_ old: FilePath, to new: FilePath) throws(StoreError) {
        if try status(old).kind != .directory {
            do {
                try link(old, to: new)
                try unlink(old)
                return
            } catch {
                // Hard links do not exist on FAT and some shares, and the kernel forbids them to files of others
                // (fs.protected_hardlinks). There, looking first is the best that rename(2) allows.
                switch error.errno {
                case .notPermitted, .notSupported, .permissionDenied, .tooManyLinks: break
                default: throw error
                }
            }
        }
        guard try statusIfPresent(new) == nil else { throw StoreError(FileCall(.rename, new), errno: .fileExists) }
        try rename(old, to: new)
    }

    /// Gives a file a second name; a link is not followed.
    package func link(_ old: FilePath, to new: FilePath) throws(StoreError) {
        _ = try call(FileCall(.link, new)) { target in
            old.withPlatformString { Glibc.link($0, target) }
        }
    }

    /// Removes a name that is no directory's.
    package func unlink(_ path: FilePath) throws(StoreError) {
        _ = try call(FileCall(.unlink, path)) { Glibc.unlink($0) }
    }

    /// Removes an empty directory.
    package func removeDirectory(_ path: FilePath) throws(StoreError) {
        _ = try call(FileCall(.removeDirectory, path)) { rmdir($0) }
    }

    /// Removes a name and, where it is a directory, all below; nothing there is no failure. Links are not followed.
    package func removeAll(_ path: FilePath) throws(StoreError) {
        guard let status = try statusIfPresent(path) else { return }
        guard status.kind == .directory else { return try unlink(path) }
        for name in try names(in: path) { try removeAll(path.appending(name)) }
        try removeDirectory(path)
    }

    /// The text of a symbolic link.
    package func readLink(_ path: FilePath) throws(StoreError) -> FilePath {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let length = try call(FileCall(.readLink, path)) { readlink($0, &buffer, Int(PATH_MAX)) }
        return FilePath(platformString: Array(buffer[..<length]) + [0])
    }

    /// Points a symbolic link at a target, in one step for every reader, and makes it durable.
    package func replaceLink(_ path: FilePath, target: FilePath) throws(StoreError) {
        guard let name = path.name else { preconditionFailure("a link has a name") }
        let directory = path.removingLastComponent()
        let beside = directory.appending(name.beside)
        try removeAll(beside)
        _ = try call(FileCall(.symlink, beside)) { place in
            target.withPlatformString { Glibc.symlink($0, place) }
        }
        try rename(beside, to: path)
        try sync(directory: directory.isEmpty ? "." : directory)
    }
}

extension FileName {
    /// The hidden name under which a file is written before it takes this one.
    package var beside: FileName {
        FileName(bytes: [UInt8(ascii: ".")] + bytes.prefix(FileName.limit - 9))?.appending(".partial") ?? self
    }
}
