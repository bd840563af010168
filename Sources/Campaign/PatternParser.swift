/// Reads the parts of a pattern from its text.
struct PatternParser {
    private static let depthLimit = 8
    private let characters: [Character]
    private var position = 0

    init(_ text: String) {
        characters = Array(text)
    }

    mutating func parse() throws(Pattern.Flaw) -> [Pattern.Part] {
        try parts(depth: 0)
    }

    /// Up to the end of the text, or in braces up to the comma or brace that ends an alternative.
    private mutating func parts(depth: Int) throws(Pattern.Flaw) -> [Pattern.Part] {
        var parts: [Pattern.Part] = []
        while position < characters.count {
            let character = characters[position]
            if depth > 0 && (character == "," || character == "}") { return parts }
            position += 1
            switch character {
            case "*": parts.append(.star)
            case "?": parts.append(.one(.any))
            case "[": parts.append(.one(try set()))
            case "{": parts.append(.alternatives(try alternatives(depth: depth + 1)))
            case "}":
                throw Pattern.Flaw(
                    reason: "the pattern has a '}' without a '{'", remedy: "write [}] for the character itself")
            default: parts += Pattern.folded(String(character)).map { .one(.character($0)) }
            }
        }
        return parts
    }

    /// After a `{`.
    private mutating func alternatives(depth: Int) throws(Pattern.Flaw) -> [[Pattern.Part]] {
        guard depth <= Self.depthLimit else {
            throw Pattern.Flaw(
                reason: "the pattern has braces more than \(Self.depthLimit) deep",
                remedy: "write several patterns in a list")
        }
        var choices: [[Pattern.Part]] = []
        while true {
            choices.append(try parts(depth: depth))
            guard position < characters.count else {
                throw Pattern.Flaw(reason: "the pattern has a '{' that is not closed", remedy: "close it: {tif,grd}")
            }
            position += 1
            if characters[position - 1] == "}" { return choices }
        }
    }

    /// After a `[`.
    private mutating func set() throws(Pattern.Flaw) -> Pattern.Test {
        var isNegated = false
        if position < characters.count, characters[position] == "!" || characters[position] == "^" {
            isNegated = true
            position += 1
        }
        var ranges: [ClosedRange<Character>] = []
        while position < characters.count {
            let low = characters[position]
            position += 1
            // POSIX: a ']' that stands first is itself.
            if low == "]" && !ranges.isEmpty { return .set(ranges: ranges, isNegated: isNegated) }
            guard position + 1 < characters.count, characters[position] == "-", characters[position + 1] != "]" else {
                ranges.append(low...low)
                continue
            }
            let high = characters[position + 1]
            guard low <= high else {
                throw Pattern.Flaw(
                    reason: "the pattern has the range '\(low)-\(high)', which is empty",
                    remedy: "write the lower character first")
            }
            ranges.append(low...high)
            position += 2
        }
        throw Pattern.Flaw(reason: "the pattern has a '[' that is not closed", remedy: "close it: [a-z]")
    }
}
