/// The nested keywords of a CRS in WKT 1 or 2: just enough to find its unit.
enum WellKnownText {
    /// `KEYWORD["text", 1.5, CHILD[...]]`.
    struct Node {
        private(set) var keyword = ""
        private(set) var numbers: [Double] = []
        private(set) var children: [Node] = []

        /// `nil` where the text is not WKT.
        init?(_ text: String) {
            var rest = Array(text.utf8)[...]
            guard text.utf8.count <= 65_536, let node = Node(&rest, depth: 0) else { return nil }
            self = node
        }

        private init?(_ rest: inout ArraySlice<UInt8>, depth: Int) {
            // Deeper than any CRS is written; keeps a hostile text off the stack's end.
            guard depth < 32, let opening = rest.firstIndex(where: { $0 == UInt8(ascii: "[") }) else { return nil }
            keyword = Self.word(rest[..<opening]).uppercased()
            rest = rest[(opening + 1)...]
            guard !keyword.isEmpty, keyword.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else { return nil }
            while true {
                guard let end = rest.firstIndex(where: { Array("\"[],".utf8).contains($0) }) else { return nil }
                switch rest[end] {
                case UInt8(ascii: "\""):
                    guard let close = rest[(end + 1)...].firstIndex(of: UInt8(ascii: "\"")) else { return nil }
                    rest = rest[(close + 1)...]
                case UInt8(ascii: "["):
                    guard let child = Node(&rest, depth: depth + 1) else { return nil }
                    children.append(child)
                default:
                    if let number = Double(Self.word(rest[..<end])) { numbers.append(number) }
                    let isLast = rest[end] == UInt8(ascii: "]")
                    rest = rest[(end + 1)...]
                    if isLast { return }
                }
            }
        }

        private static func word(_ bytes: ArraySlice<UInt8>) -> String {
            let isBlank: (UInt8) -> Bool = { $0 <= UInt8(ascii: " ") }
            return String(
                decoding: bytes.drop(while: isBlank).reversed().drop(while: isBlank).reversed(), as: UTF8.self)
        }

        /// This node or the first below it, depth first, that has one of the keywords.
        func first(named keywords: Set<String>) -> Node? {
            if keywords.contains(keyword) { return self }
            for child in children {
                if let found = child.first(named: keywords) { return found }
            }
            return nil
        }

        /// Metres or radians in one unit of its axes; `nil` where none is written.
        var unitFactor: Double? {
            let units: Set<String> = ["UNIT", "LENGTHUNIT", "ANGLEUNIT"]
            let own = children.first { units.contains($0.keyword) }
            let ofAxis = children.first { $0.keyword == "AXIS" }?.children.first { units.contains($0.keyword) }
            guard let factor = (own ?? ofAxis)?.numbers.first, factor.isFinite, factor > 0 else { return nil }
            return factor
        }
    }
}
