import Crypto
package import SystemPackage

/// What a sender says that a file's bytes add up to: the content of a `.sha256` or `.md5` file.
package enum Checksum: Hashable, Sendable {
    case sha256(ContentHash)
    /// 32 lower-case hexadecimal digits.
    case md5(String)

    /// `SHA-256` or `MD5`.
    package var kind: String {
        switch self {
        case .sha256: "SHA-256"
        case .md5: "MD5"
        }
    }

    /// The digits.
    package var hex: String {
        switch self {
        case .sha256(let hash): hash.hex
        case .md5(let hex): hex
        }
    }

    /// The checksum written as these digits: 64 make a SHA-256, 32 an MD5, in either case; `nil` otherwise.
    package init?(digits: some StringProtocol) {
        let lower = digits.lowercased()
        if let hash = ContentHash(hex: lower) {
            self = .sha256(hash)
        } else if lower.utf8.count == 32, lower.utf8.allSatisfy({ Checksum.isDigit($0) }) {
            self = .md5(lower)
        } else {
            return nil
        }
    }

    /// Whether a file's bytes add up to it.
    package func matches(file: FilePath, in files: FileSystem = .real) throws(StoreError) -> Bool {
        let opened = try files.openFile(file)
        var sum = Accumulator(for: [self])
        try files.readAll(opened) { sum.update($0) }
        return sum.agrees(with: self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}

extension Checksum {
    /// SHA-256, and MD5 where a checksum needs it, of bytes that come in pieces.
    package struct Accumulator: Sendable {
        private var sha256 = ContentHash.Hasher()
        private var md5: Insecure.MD5?

        package init(for checksums: [Checksum]) {
            let needsMD5 = checksums.contains { if case .md5 = $0 { true } else { false } }
            md5 = needsMD5 ? Insecure.MD5() : nil
        }

        /// Adds bytes at the end.
        package mutating func update(_ bytes: UnsafeRawBufferPointer) {
            sha256.update(bytes)
            md5?.update(bufferPointer: bytes)
        }

        /// The SHA-256 of all bytes so far.
        package var hash: ContentHash { sha256.finish() }

        /// Whether the bytes so far add up to a checksum that was named at the start.
        package func agrees(with checksum: Checksum) -> Bool {
            switch checksum {
            case .sha256(let expected): return hash == expected
            case .md5(let expected):
                guard let md5 else { preconditionFailure("the checksum was not named at the start") }
                let digits = md5.finalize().map { byte in
                    (byte < 16 ? "0" : "") + String(byte, radix: 16)
                }
                return digits.joined() == expected
            }
        }
    }
}
