package import Store

/// A delivery that was examined and belongs to a layer.
package struct AcceptedDrop: Hashable, Sendable, Codable {
    /// One file of it.
    package struct File: Hashable, Sendable, Codable {
        /// As delivered; without a folder.
        package var name: String
        package var sha: ContentHash

        package init(name: String, sha: ContentHash) {
            self.name = name
            self.sha = sha
        }
    }

    /// Of all its files' names and bytes.
    package var identity: ContentHash
    /// As delivered: of the main file where there are several.
    package var name: String
    package var files: [File]
    /// The name of the layer.
    package var layer: String
    /// Where the bytes of the main file lie now; the others lie beside it.
    package var path: String
    /// What the examination found or assumed, for the manifest and the report.
    package var facts: [String: String]

    package init(
        identity: ContentHash, name: String, files: [File], layer: String, path: String, facts: [String: String] = [:]
    ) {
        self.identity = identity
        self.name = name
        self.files = files
        self.layer = layer
        self.path = path
        self.facts = facts
    }
}
