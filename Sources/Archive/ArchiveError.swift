/// Why an archive is not unpacked, for the person who sent it.
package struct ArchiveError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Hashable, Sendable {
        /// It is no archive of its kind, or ends early.
        case damaged
        /// It would unpack to more than is allowed.
        case tooLarge
        /// An entry leads out of the folder that it is unpacked to, or is no plain file or folder.
        case forbidden
        /// It is sound, and packed in a way that is not read here.
        case unsupported
    }

    package var code: Code
    /// The entry that it is about, as text that cannot forge a line; empty where it is about the whole archive.
    package var entry: String
    package var reason: String
    package var remedy: String

    package init(_ code: Code, entry: String = "", reason: String, remedy: String) {
        self.code = code
        self.entry = entry
        self.reason = reason
        self.remedy = remedy
    }

    /// One line: entry, reason and remedy.
    package var description: String { (entry.isEmpty ? "" : "\(entry): ") + "\(reason); \(remedy)" }

    static func damaged(_ reason: String, entry: String = "") -> ArchiveError {
        ArchiveError(.damaged, entry: entry, reason: reason, remedy: "pack it anew, and send it whole")
    }
}
