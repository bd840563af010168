/// Reads the lines of a plain document.
struct PlainReader {
    struct Fault: Error {
        var line: Int
        var reason: String
    }

    private struct Line {
        var number: Int
        var indent: Int
        var text: [Unicode.Scalar]
    }

    private var lines: [Line] = []
    private var next = 0

    init(lines: [(number: Int, text: [Unicode.Scalar])]) {
        for (number, text) in lines {
            let indent = text.prefix { $0 == " " }.count
            let rest = Self.withoutComment(Array(text.dropFirst(indent)))
            if !rest.isEmpty && String(rest) != "---" {
                self.lines.append(Line(number: number, indent: indent, text: rest))
            }
        }
    }

    mutating func document() throws(Fault) -> PlainDocument.Value {
        guard let first = lines.first else { throw Fault(line: 1, reason: "the document is empty") }
        let value = try map(indent: first.indent)
        if next < lines.count {
            throw Fault(line: lines[next].number, reason: "this line is not indented like the others")
        }
        return value
    }

    private static func withoutComment(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var quote: Unicode.Scalar?
        var end = text.count
        for (index, scalar) in text.enumerated() {
            if let open = quote {
                if scalar == open { quote = nil }
            } else if scalar == "\"" || scalar == "'" {
                // An apostrophe within a word opens nothing.
                if index == 0 || " {[,:".unicodeScalars.contains(text[index - 1]) { quote = scalar }
            } else if scalar == "#" && (index == 0 || text[index - 1] == " ") {
                end = index
                break
            }
        }
        var rest = Array(text[..<end])
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return rest
    }

    private mutating func map(indent: Int) throws(Fault) -> PlainDocument.Value {
        var entries: [PlainDocument.Value.Entry] = []
        while next < lines.count && lines[next].indent == indent {
            let line = lines[next]
            guard let colon = Self.colon(in: line.text) else {
                throw Fault(line: line.number, reason: "'\(String(line.text))' has no 'key:'")
            }
            let key = Self.unquoted(Self.trimmed(line.text[..<colon]))
            guard !entries.contains(where: { $0.key == key }) else {
                throw Fault(line: line.number, reason: "'\(key)' stands here twice")
            }
            let rest = Self.trimmed(line.text[(colon + 1)...])
            next += 1
            entries.append(.init(key: key, value: try value(rest, line.number, below: indent)))
        }
        return .map(entries)
    }

    private mutating func value(
        _ rest: [Unicode.Scalar], _ number: Int, below indent: Int
    ) throws(Fault) -> PlainDocument.Value {
        if [">-", ">"].contains(String(rest)) { return .text(folded(below: indent)) }
        if !rest.isEmpty { return try flow(rest, number) }
        guard next < lines.count, lines[next].indent > indent else { return .text("") }
        return try map(indent: lines[next].indent)
    }

    private mutating func folded(below indent: Int) -> String {
        var words: [String] = []
        while next < lines.count && lines[next].indent > indent {
            words.append(String(lines[next].text))
            next += 1
        }
        return words.joined(separator: " ")
    }

    /// A value on one line: a map, a list or a scalar.
    private func flow(_ text: [Unicode.Scalar], _ line: Int) throws(Fault) -> PlainDocument.Value {
        guard let first = text.first, first == "{" || first == "[" else {
            if let first = text.first, "&*!|%@`".unicodeScalars.contains(first) {
                throw Fault(line: line, reason: "'\(String(text))' is a part of YAML that is not read here")
            }
            return .text(Self.unquoted(text))
        }
        guard text.last == (first == "{" ? "}" : "]") else {
            throw Fault(line: line, reason: "'\(String(text))' is not closed on its line")
        }
        let parts = Self.parts(of: Array(text.dropFirst().dropLast()))
        if first == "[" {
            var items: [PlainDocument.Value] = []
            for part in parts { items.append(try flow(part, line)) }
            return .list(items)
        }
        var entries: [PlainDocument.Value.Entry] = []
        for part in parts {
            guard let colon = Self.colon(in: part) else {
                throw Fault(line: line, reason: "'\(String(part))' has no 'key:'")
            }
            entries.append(
                .init(
                    key: Self.unquoted(Self.trimmed(part[..<colon])),
                    value: try flow(Self.trimmed(part[(colon + 1)...]), line)))
        }
        return .map(entries)
    }

    /// The parts between commas that stand in no bracket and no quote.
    private static func parts(of text: [Unicode.Scalar]) -> [[Unicode.Scalar]] {
        var parts: [[Unicode.Scalar]] = [[]]
        var depth = 0
        var quote: Unicode.Scalar?
        for scalar in text {
            if let open = quote {
                if scalar == open { quote = nil }
            } else if scalar == "\"" || scalar == "'" {
                quote = scalar
            } else if scalar == "{" || scalar == "[" {
                depth += 1
            } else if scalar == "}" || scalar == "]" {
                depth -= 1
            } else if scalar == "," && depth == 0 {
                parts.append([])
                continue
            }
            parts[parts.count - 1].append(scalar)
        }
        return parts.map { trimmed($0[...]) }.filter { !$0.isEmpty }
    }

    /// The first colon that ends a key: a space or the end follows.
    private static func colon(in text: [Unicode.Scalar]) -> Int? {
        var quote: Unicode.Scalar?
        for (index, scalar) in text.enumerated() {
            if let open = quote {
                if scalar == open { quote = nil }
            } else if scalar == "\"" || scalar == "'" {
                quote = scalar
            } else if scalar == ":" && (index + 1 == text.count || text[index + 1] == " ") {
                return index
            }
        }
        return nil
    }

    private static func trimmed(_ text: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar] {
        var rest = text
        while let first = rest.first, first == " " { rest.removeFirst() }
        while let last = rest.last, last == " " { rest.removeLast() }
        return Array(rest)
    }

    private static func unquoted(_ text: [Unicode.Scalar]) -> String {
        guard text.count >= 2, let first = text.first, first == text.last, first == "\"" || first == "'" else {
            return String(text)
        }
        return String(Array(text.dropFirst().dropLast()))
    }
}

extension String {
    fileprivate init(_ scalars: [Unicode.Scalar]) {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        self.init(view)
    }
}
