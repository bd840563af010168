import Store
package import SystemPackage

/// Puts files into a spool by the protocol: under a temporary name, durable, then renamed into place.
package struct DropSender: Sendable {
    private let incoming: FilePath
    private let files = FileSystem.real

    /// Sends to this campaign's `incoming/`, which is made where it is missing.
    package init(incoming: FilePath) throws {
        self.incoming = incoming
        try files.makeDirectories(incoming)
    }

    /// Copies a file in; a `.done` beside it says that it is whole.
    package func send(_ path: FilePath) throws {
        guard let name = path.name else {
            throw DaemonError(code: .usage, path: path.string, reason: "it names no file", remedy: "name a file")
        }
        let temporary = incoming.appending(name.appending(".part"))
        let source = try files.openFile(path)
        try files.removeAll(temporary)
        try files.copy(source, to: temporary) { _ in }
        try files.rename(temporary, to: incoming.appending(name))
        try files.sync(directory: incoming)
        // Made last, so that it is not older than the file's last change, which the rename was.
        let done = incoming.appending(name.appending(".done"))
        try files.removeAll(done)
        try files.create(done, [])
    }
}
