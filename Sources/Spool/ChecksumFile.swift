package import Store

/// The text of a `.sha256` or `.md5` file, as coreutils, BSD and Windows tools write it.
package enum ChecksumFile {
    /// Bytes; a longer one is no checksum file.
    package static let limit = 1 << 16

    /// The checksum for a name: its own line where several files are listed, or the only line's.
    package static func checksum(of name: FileName, in bytes: [UInt8]) -> Checksum? {
        var only: Checksum?
        var count = 0
        // PowerShell and some editors begin the file with a byte order mark.
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        for line in text.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
            guard let (checksum, named) = parse(line) else { continue }
            if named.map({ lastPart($0).elementsEqual(name.bytes) }) ?? false { return checksum }
            only = checksum
            count += 1
        }
        // One line with another name is still this file's: uploads rename, and the name beside it says whose it is.
        return count == 1 ? only : nil
    }

    private static func parse(_ line: ArraySlice<UInt8>) -> (Checksum, ArraySlice<UInt8>?)? {
        // coreutils begins a line with a backslash when it escaped the name.
        let line = line.first == UInt8(ascii: "\\") ? line.dropFirst() : line
        let digits = line.prefix { isDigit($0) }
        if let checksum = Checksum(digits: String(decoding: digits, as: UTF8.self)) {
            let rest = line.dropFirst(digits.count)
            guard let gap = rest.first else { return (checksum, nil) }
            guard gap == UInt8(ascii: " ") || gap == UInt8(ascii: "\t") else { return nil }
            let name = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "*") }
            return (checksum, name.isEmpty ? nil : name)
        }
        // BSD: `SHA256 (NAME) = DIGITS`
        guard let open = line.firstIndex(of: UInt8(ascii: "(")), let close = line.lastIndex(of: UInt8(ascii: ")")),
            open < close
        else { return nil }
        let tail = line[(close + 1)...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "=") }
        return Checksum(digits: String(decoding: tail.prefix { isDigit($0) }, as: UTF8.self)).map {
            ($0, line[(open + 1)..<close])
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }

    private static func lastPart(_ path: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        path.lastIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }.map { path[($0 + 1)...] } ?? path
    }
}
