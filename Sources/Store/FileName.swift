package import SystemPackage

/// A name in a directory: any bytes but NUL and the slash. Never trusted as text.
package struct FileName: Hashable, Sendable, Comparable {
    package let bytes: [UInt8]

    /// The longest name that Linux file systems take.
    package static let limit = 255

    /// `nil` for what can name no file: empty, `.`, `..`, over 255 bytes, or with a NUL or a slash in it.
    package init?(bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        guard !bytes.isEmpty, bytes.count <= FileName.limit, !bytes.contains(0), !bytes.contains(UInt8(ascii: "/"))
        else { return nil }
        guard bytes != [0x2E], bytes != [0x2E, 0x2E] else { return nil }
        self.bytes = bytes
    }

    /// `nil` for what can name no file.
    package init?(_ text: some StringProtocol) {
        self.init(bytes: text.utf8)
    }

    /// The order of the bytes.
    package static func < (left: FileName, right: FileName) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }

    /// The name as text for people: control and direction-changing characters and invalid UTF-8 escaped.
    package var display: String { FileName.escaped(bytes) }

    /// Bytes as one line of text that cannot forge another: `\n`, `\u{202E}`, `\xFF`, `\\`.
    package static func escaped(_ bytes: [UInt8]) -> String {
        var text = ""
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let (scalar, length) = firstScalar(of: rest) else {
                text += "\\x" + hex(rest[rest.startIndex])
                rest = rest.dropFirst()
                continue
            }
            rest = rest.dropFirst(length)
            switch scalar {
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\\": text += "\\\\"
            default:
                if isPlain(scalar) {
                    text.unicodeScalars.append(scalar)
                } else {
                    text += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
                }
            }
        }
        return text
    }

    /// The name with every byte outside `A-Za-z0-9._+-`, and a leading dot, as `%XX`. Reversible by `init?(encoded:)`.
    package var encoded: String {
        var text = ""
        for (index, byte) in bytes.enumerated() {
            if FileName.isSafe(byte), index > 0 || byte != UInt8(ascii: ".") {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += "%" + FileName.hex(byte)
            }
        }
        return text
    }

    /// The name that `encoded` wrote; `nil` when the text is none.
    package init?(encoded: some StringProtocol) {
        var bytes: [UInt8] = []
        var rest = Array(encoded.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        self.init(bytes: bytes)
    }

    /// The name with a text at its end, the name's own end cut so that both fit into 255 bytes.
    package func appending(_ suffix: String) -> FileName {
        let suffix = Array(suffix.utf8)
        precondition(suffix.count < FileName.limit && !suffix.contains(0) && !suffix.contains(UInt8(ascii: "/")))
        var kept = bytes.prefix(FileName.limit - suffix.count)
        // A cut within a UTF-8 sequence would make a valid name an invalid one.
        if kept.count < bytes.count {
            while let last = kept.last, last & 0xC0 == 0x80, bytes[kept.count] & 0xC0 == 0x80 { kept = kept.dropLast() }
            if let last = kept.last, last >= 0xC0 { kept = kept.dropLast() }
        }
        return FileName(unchecked: Array(kept) + suffix)
    }

    private init(unchecked bytes: [UInt8]) {
        self.bytes = bytes
    }

    private static func isSafe(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "+"),
            UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: false
        default: true
        }
    }

    private static func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }

    private static func firstScalar(of bytes: ArraySlice<UInt8>) -> (Unicode.Scalar, Int)? {
        var decoder = UTF8()
        var iterator = bytes.prefix(4).makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
        return (scalar, UTF8.width(scalar))
    }
}

extension FilePath {
    /// The path's bytes, without the closing NUL.
    package var bytes: [UInt8] {
        withPlatformString { start in
            var bytes: [UInt8] = []
            var next = start
            while next.pointee != 0 {
                bytes.append(UInt8(bitPattern: next.pointee))
                next += 1
            }
            return bytes
        }
    }

    /// The path of a file in this directory.
    package func appending(_ name: FileName) -> FilePath {
        // Built in one go: a listing of a hundred thousand names makes as many paths.
        var whole: [CChar] = []
        whole.reserveCapacity(length + name.bytes.count + 2)
        withPlatformString { start in
            var next = start
            while next.pointee != 0 {
                whole.append(next.pointee)
                next += 1
            }
        }
        let slash = CChar(bitPattern: UInt8(ascii: "/"))
        if let last = whole.last, last != slash { whole.append(slash) }
        for byte in name.bytes { whole.append(CChar(bitPattern: byte)) }
        whole.append(0)
        return FilePath(platformString: whole)
    }

    /// The last part as a name; `nil` for a root, an empty path, and one that ends in `.` or `..`.
    package var name: FileName? {
        guard let last = lastComponent else { return nil }
        return FileName(bytes: FilePath(root: nil, [last]).bytes)
    }
}
