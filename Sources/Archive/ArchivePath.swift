/// The place of an entry below the folder that an archive is unpacked to: plain names only.
package struct ArchivePath: Hashable, Sendable {
    /// The folders' names and the file's, outermost first.
    package let names: [String]

    /// With `/` between the names.
    package var text: String { names.joined(separator: "/") }

    /// Reads an entry's name. An absolute path, `..`, a backslash, a control character or invalid UTF-8 is an error: what
    /// one program takes for a name another takes for a way out.
    package init(_ bytes: [UInt8], depth: Int) throws(ArchiveError) {
        let shown = ArchivePath.shown(bytes)
        func refuse(_ reason: String, _ remedy: String) -> ArchiveError {
            ArchiveError(.forbidden, entry: shown, reason: reason, remedy: remedy)
        }
        guard bytes.count <= 4096 else { throw refuse("its name is too long", "shorten the folders' names") }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw refuse("its name is no UTF-8", "rename it, or pack it with names in UTF-8")
        }
        guard text.unicodeScalars.allSatisfy(ArchivePath.isPlain) else {
            throw refuse("its name holds a backslash, a control or a direction-changing character", "rename it")
        }
        guard !text.hasPrefix("/") else {
            throw refuse("its path is absolute", "pack it with paths relative to one folder")
        }
        var names: [String] = []
        for part in text.split(separator: "/") where part != "." {
            guard part != ".." else {
                throw refuse("its path leads out of the archive's own folder", "pack it without '..'")
            }
            guard part.utf8.count <= 255 else { throw refuse("its name is too long", "rename it") }
            names.append(String(part))
        }
        guard names.count <= depth else {
            throw refuse("it lies in more than \(depth) folders within each other", "pack it with fewer folders")
        }
        self.names = names
    }

    /// Whether its last name is one that programs give to archives.
    package var isArchive: Bool {
        let name = (names.last ?? "").lowercased()
        return ArchiveKind.known.contains { name.hasSuffix($0) }
    }

    /// Bytes as one line of text.
    static func shown(_ bytes: [UInt8]) -> String {
        String(
            String(decoding: bytes.prefix(200), as: UTF8.self).unicodeScalars.map { isPlain($0) ? Character($0) : "?" })
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar != "\\" else { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: return false
        default: return true
        }
    }
}
