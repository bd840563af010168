import Crypto
package import SystemPackage

/// The SHA-256 of some bytes: the identity of a drop, of a stored entry, of a published file.
package struct ContentHash: Hashable, Sendable, Comparable {
    // Four big-endian words: compared and hashed without an allocation, in the order of the hexadecimal text.
    private let words: [4 of UInt64]

    private init(words: [4 of UInt64]) {
        self.words = words
    }

    fileprivate init(digest: some Sequence<UInt8>) {
        var words: [4 of UInt64] = [0, 0, 0, 0]
        var count = 0
        for byte in digest {
            words[count / 8] = words[count / 8] << 8 | UInt64(byte)
            count += 1
        }
        precondition(count == 32, "a SHA-256 has 32 bytes")
        self.words = words
    }

    /// The hash whose digits are given; `nil` unless they are 64 lower-case hexadecimal digits.
    package init?(hex: some StringProtocol) {
        var words: [4 of UInt64] = [0, 0, 0, 0]
        var count = 0
        for digit in hex.utf8 {
            let value: UInt8
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
            default: return nil
            }
            guard count < 64 else { return nil }
            words[count / 16] = words[count / 16] << 4 | UInt64(value)
            count += 1
        }
        guard count == 64 else { return nil }
        self.words = words
    }

    /// The 64 lower-case hexadecimal digits.
    package var hex: String {
        var text = ""
        text.reserveCapacity(64)
        for index in 0..<4 {
            let digits = String(words[index], radix: 16)
            text += String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }
        return text
    }

    /// The first 12 digits: for people, never for comparing.
    package var short: String { String(hex.prefix(12)) }

    package static func == (left: ContentHash, right: ContentHash) -> Bool {
        (0..<4).allSatisfy { left.words[$0] == right.words[$0] }
    }

    /// The order of the hexadecimal text.
    package static func < (left: ContentHash, right: ContentHash) -> Bool {
        for index in 0..<4 where left.words[index] != right.words[index] {
            return left.words[index] < right.words[index]
        }
        return false
    }

    package func hash(into hasher: inout Swift.Hasher) {
        for index in 0..<4 { hasher.combine(words[index]) }
    }
}

extension ContentHash: CustomStringConvertible {
    /// The 64 digits.
    package var description: String { hex }
}

extension ContentHash: Codable {
    /// Reads the 64 digits from one string.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let hash = ContentHash(hex: text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "a SHA-256 is 64 lower-case hexadecimal digits, not '\(text.prefix(80))'")
        }
        self = hash
    }

    /// Writes the 64 digits as one string.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hex)
    }
}

extension ContentHash {
    /// The hash of bytes that come in pieces.
    package struct Hasher: Sendable {
        private var state = SHA256()

        package init() {}

        /// Adds bytes at the end.
        package mutating func update(_ bytes: UnsafeRawBufferPointer) {
            state.update(bufferPointer: bytes)
        }

        /// Adds bytes at the end.
        package mutating func update(_ bytes: [UInt8]) {
            bytes.withUnsafeBytes { state.update(bufferPointer: $0) }
        }

        /// Adds the UTF-8 bytes of a text at the end.
        package mutating func update(_ text: some StringProtocol) {
            update(Array(text.utf8))
        }

        /// The hash of all bytes so far; more may follow.
        package func finish() -> ContentHash {
            ContentHash(digest: state.finalize())
        }
    }

    /// The hash of some bytes.
    package static func of(_ bytes: some Sequence<UInt8>) -> ContentHash {
        var hasher = Hasher()
        hasher.update(Array(bytes))
        return hasher.finish()
    }

    /// The hash of a text's UTF-8 bytes.
    package static func of(_ text: some StringProtocol) -> ContentHash {
        of(text.utf8)
    }

    /// The hash of a regular file's bytes; a link is not followed, a FIFO not waited for.
    package static func of(file: FilePath, in files: FileSystem = .real) throws(StoreError) -> ContentHash {
        let opened = try files.openFile(file)
        var hasher = Hasher()
        try files.readAll(opened) { hasher.update($0) }
        return hasher.finish()
    }
}
