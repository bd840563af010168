package import SystemPackage

/// One file of a run to be published.
package struct PublishedFile: Hashable, Sendable {
    package enum Source: Hashable, Sendable {
        case file(FilePath)
        case bytes([UInt8])
    }

    /// Where in the run it lies: plain names with slashes, such as `evidence/tilt.tif`.
    package var path: String
    package var source: Source
    /// What the manifest says of it; other bytes are never published.
    package var hash: ContentHash

    /// A file whose bytes lie on the disk and have been hashed.
    package init(_ path: String, from source: FilePath, hash: ContentHash) {
        self.path = path
        self.source = .file(source)
        self.hash = hash
    }

    /// A file of these bytes.
    package init(_ path: String, bytes: [UInt8]) {
        self.path = path
        self.source = .bytes(bytes)
        self.hash = .of(bytes)
    }
}
