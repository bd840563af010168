import Spool
import Store
import SystemPackage

/// A folder or an archive as a drop: which of its files belong together.
struct Bundle: Sendable {
    /// Files of one folder that belong together.
    struct Group: Sendable {
        /// The folder's names from the bundle down.
        var folder: [FileName]
        var group: DropGroup

        /// The main file's place for people.
        var name: String { (folder + [group.main]).map(\.display).joined(separator: "/") }
    }

    let groups: [Group]
    private let hashes: [[FileName]: ContentHash]

    /// Endings of packed files; only some of them are read, the others' senders are told so.
    private static let packed = [
        ".zip", ".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".tar.zst", ".7z", ".rar",
    ]

    /// Whether a name is an archive's.
    static func isPacked(_ name: String) -> Bool {
        let name = name.lowercased()
        return packed.contains { name.hasSuffix($0) }
    }

    /// Sorts the files of a bundle by folder and stem. `header` gives the bytes of an ERMapper header.
    init(_ members: [ClaimedDrop.Member], header: ([FileName]) throws(StoreError) -> [UInt8]) throws(StoreError) {
        var folders: [[FileName]: [FileName]] = [:]
        var hashes: [[FileName]: ContentHash] = [:]
        for member in members {
            let path = member.names
            guard let name = path.last else { continue }
            hashes[path] = member.sha256
            // What programs leave beside files, such as `._tmi.tif` and `Thumbs.db~`, is nobody's layer.
            if path.contains(where: \.isTemporary) { continue }
            folders[Array(path.dropLast()), default: []].append(name)
        }
        self.hashes = hashes
        var groups: [Group] = []
        for (folder, names) in folders.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            var references: [FileName: FileName] = [:]
            for name in names where name.display.lowercased().hasSuffix(".ers") {
                references[name] = ERMapperHeader.dataFile(in: try header(folder + [name]))
            }
            groups += DropGroup.group(names, references: references).map { Group(folder: folder, group: $0) }
        }
        self.groups = groups
    }

    /// A group as the verdict tells it.
    func content(_ group: Group, layer: String, notes: [String]) -> DropStatus.Content {
        let names = group.group.parts
        let own = Dictionary(
            names.compactMap { name in hashes[group.folder + [name]].map { (name, $0) } },
            uniquingKeysWith: { first, _ in first })
        let path = ([SpoolDirectory.contentsName] + (group.folder + [group.group.main]).map(\.display))
        return DropStatus.Content(
            layer: layer, identity: group.group.identity(own), path: path.joined(separator: "/"),
            files: names.compactMap { name in own[name].map { .init(name: name.display, sha256: $0) } }, notes: notes)
    }
}
