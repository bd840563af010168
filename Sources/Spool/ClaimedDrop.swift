package import FoundationEssentials
package import Store

/// A drop that the daemon owns: what `drop.json` in its directory says.
package struct ClaimedDrop: Hashable, Sendable, Codable {
    /// One file of it.
    package struct Part: Hashable, Sendable, Codable {
        /// The original name, every byte outside `A-Za-z0-9._+-` as `%XX`.
        package var name: String
        /// The name of the copy in the drop's directory.
        package var file: String
        package var sha256: ContentHash
        /// Bytes.
        package var size: Int
        /// The original as it was when it was copied.
        package var source: Fingerprint

        /// The original name.
        package var originalName: FileName? { FileName(encoded: name) }
    }

    /// A protocol file that came with it.
    package struct MarkerFile: Hashable, Sendable, Codable {
        /// The original name, encoded as a part's.
        package var name: String
        package var source: Fingerprint
    }

    /// How the bytes compare with the sender's checksum.
    package enum Checksum: String, Hashable, Sendable, Codable {
        case none, agrees, disagrees
        /// The checksum file holds none for this name.
        case unreadable
    }

    /// What it is, whatever its name: a file's SHA-256; for a set, the hash of its endings and their SHA-256.
    package var identity: ContentHash
    /// The name of its directory in active/ and done/: the drop's id, numbered where the same bytes came before.
    package var delivery: String
    package var campaign: String
    /// The main part first.
    package var parts: [Part]
    package var markers: [MarkerFile]
    /// The files of a dropped folder; `nil` for what was dropped as files.
    package var members: [Member]?
    /// What the format needs and did not come, in words.
    package var missing: [String]
    package var settledBy: Settling.Evidence?
    package var checksum: Checksum
    package var claimedAt: Date

    /// The first 16 digits of the identity.
    package var id: String { ClaimedDrop.id(of: identity) }

    /// Bytes of all parts.
    package var size: Int { parts.reduce(0) { $0 + $1.size } }

    /// The main part's original name, as text for people.
    package var displayName: String { parts.first?.originalName?.display ?? delivery }

    static func id(of identity: ContentHash) -> String { String(identity.hex.prefix(16)) }
}

extension ClaimedDrop {
    /// The identity of parts given by what follows the main part's stem, and their hashes.
    static func identity(of parts: [(ending: String, hash: ContentHash)]) -> ContentHash {
        if parts.count == 1 { return parts[0].hash }
        var hasher = ContentHash.Hasher()
        for part in parts.sorted(by: { ($0.ending, $0.hash) < ($1.ending, $1.hash) }) {
            // A line a part: an encoded ending holds no space and no line end, so no two lists make one text.
            hasher.update("\(part.ending) \(part.hash.hex)\n")
        }
        return hasher.finish()
    }
}

/// The names that parts get in the drop's directory: safe in any program, at most 200 bytes, stems still shared.
struct SafeNames {
    private static let limit = 200
    private static let endingLimit = 48
    private let stem: ArraySlice<UInt8>
    private let safeStem: String

    init(main: FileName) {
        let dot = main.bytes.lastIndex(of: UInt8(ascii: ".")) ?? main.bytes.endIndex
        let cut = dot > main.bytes.startIndex ? dot : main.bytes.endIndex
        stem = main.bytes[..<cut]
        let encoded = FileName(bytes: stem)?.encoded ?? ""
        let limit = SafeNames.limit - SafeNames.endingLimit
        if encoded.utf8.count <= limit {
            safeStem = encoded
        } else {
            safeStem = encoded.prefix(limit - 13) + "-" + ContentHash.of(stem).short
        }
    }

    /// What follows the main part's stem in a part's name, encoded; the whole name where the stem is another.
    func ending(of part: FileName) -> String {
        let rest = part.bytes.starts(with: stem) ? part.bytes.dropFirst(stem.count) : part.bytes[...]
        let encoded = SafeNames.encode(rest)
        guard encoded.utf8.count > SafeNames.endingLimit else { return encoded }
        return encoded.prefix(SafeNames.endingLimit - 13) + "-" + ContentHash.of(rest).short
    }

    func name(of part: FileName) -> String {
        part.bytes.starts(with: stem) ? safeStem + ending(of: part) : ending(of: part)
    }

    // A leading dot is escaped in a name and is the rule in an ending.
    private static func encode(_ bytes: ArraySlice<UInt8>) -> String {
        guard let name = FileName(bytes: bytes) else { return "" }
        return bytes.first == UInt8(ascii: ".") ? "." + name.encoded.dropFirst(3) : name.encoded
    }
}
