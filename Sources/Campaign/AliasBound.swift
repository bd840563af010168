/// How far a YAML text could expand by its aliases.
///
/// The parser compares keys before anyone else sees them, and a key may be an alias of aliases ("billion laughs"): what
/// could grow beyond reason has to be refused before it is parsed.
enum AliasBound {
    /// Nodes that comparing keys may visit.
    private static let limit = 1e6

    /// Whether the text can be parsed in time. Quotes are not looked at, so that no quoting can hide an alias.
    static func isHarmless(_ text: String) -> Bool {
        var anchors = 0.0
        var aliases = 0.0
        // A token starts after a space, a line's end or one of these.
        let starts = Set("[{,:-? \t\r\n".utf8)
        var before = UInt8(ascii: "\n")
        var bytes = text.utf8.makeIterator()
        var current = bytes.next()
        while let byte = current {
            let next = bytes.next()
            if starts.contains(before), let next, isNameByte(next) {
                if byte == UInt8(ascii: "&") { anchors += 1 }
                if byte == UInt8(ascii: "*") { aliases += 1 }
            }
            before = byte
            current = next
        }
        guard anchors > 0 && aliases > 0 else { return true }
        // Each anchor can hold its share of the aliases of the one before: the worst is an even share.
        var nodes = 1.0
        for _ in 0..<Int(min(anchors, 64)) { nodes *= 1 + aliases / min(anchors, 64) }
        return nodes <= limit
    }

    /// libyaml: anchors and aliases are letters, digits, '_' and '-'.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
