package import Store

extension ClaimedDrop {
    /// A file in a dropped folder or archive.
    package struct Member: Hashable, Sendable, Codable {
        /// The names from the folder down, each encoded as a part's, with `/` between them.
        package var path: String
        package var sha256: ContentHash
        /// Bytes.
        package var size: Int

        package init(path: [FileName], sha256: ContentHash, size: Int) {
            self.path = path.map(\.encoded).joined(separator: "/")
            self.sha256 = sha256
            self.size = size
        }

        /// The names from the folder down; empty where the text is none.
        package var names: [FileName] {
            let parts = path.split(separator: "/", omittingEmptySubsequences: false)
            let names = parts.compactMap { FileName(encoded: $0) }
            return names.count == parts.count ? names : []
        }
    }

    /// What a folder is, whatever its own name: its files' places and bytes.
    static func identity(of members: [Member]) -> ContentHash {
        var hasher = ContentHash.Hasher()
        hasher.update("folder\n")
        for member in members.sorted(by: { $0.path < $1.path }) {
            hasher.update("\(member.path) \(member.sha256.hex)\n")
        }
        return hasher.finish()
    }
}

extension DropStatus {
    /// A file, or files that belong together, within an accepted folder or archive, taken for a layer.
    package struct Content: Hashable, Sendable, Codable {
        /// One file of it.
        package struct File: Hashable, Sendable, Codable {
            /// Its own name as text for people.
            package var name: String
            package var sha256: ContentHash

            package init(name: String, sha256: ContentHash) {
                self.name = name
                self.sha256 = sha256
            }
        }

        package var layer: String
        /// The identity that the same files have as a drop of their own.
        package var identity: ContentHash
        /// Where the main file lies in the drop's directory, with `/` between the names.
        package var path: String
        /// The main one first.
        package var files: [File]
        package var notes: [String]

        package init(layer: String, identity: ContentHash, path: String, files: [File], notes: [String]) {
            self.layer = layer
            self.identity = identity
            self.path = path
            self.files = files
            self.notes = notes
        }
    }
}

extension DropGroup {
    /// The identity that these files have as a drop, given the hash of each by its name.
    package func identity(_ hashes: [FileName: ContentHash]) -> ContentHash {
        let names = SafeNames(main: main)
        return ClaimedDrop.identity(
            of: parts.compactMap { part in hashes[part].map { (ending: names.ending(of: part), hash: $0) } })
    }
}
