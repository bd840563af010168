import Testing

@testable import Campaign

@Suite struct PatternTests {
    private static func matches(_ pattern: String, _ name: String) throws -> Bool {
        try Pattern(pattern).matches(name)
    }

    @Test(arguments: [
        ("*tmi*.{tif,grd}", "north_TMI_v2.Tif", true), ("*tmi*.{tif,grd}", "tmi.grd", true),
        ("*tmi*.{tif,grd}", "tmi.tiff", false), ("a?c", "abc", true), ("a?c", "ac", false),
        ("[a-c]x", "Bx", true), ("[a-c]x", "dx", false), ("[!a-c]x", "dx", true), ("[^a-c]x", "bx", false),
        ("[]x]", "]", true), ("[]x]", "x", true), ("[a-]", "-", true), ("[A-C]x", "bx", true),
        ("{a,b{c,d}}e", "bde", true), ("{a,b{c,d}}e", "be", false), ("{,x}.tif", ".tif", true),
        ("*", "", true), ("*", "a\nb", true), ("*", "a/b", false), ("a/*", "a/b", true), ("[!x]", "/", false),
        ("É*", "été", true), ("straße", "STRASSE", false), ("a.*", "a", false), ("**a**", "bab", true),
        ("*", "a\r\nb\u{0}\u{7f}", true),
    ])
    func `a name matches as the pattern says`(_ pattern: String, _ name: String, _ wanted: Bool) throws {
        #expect(try Self.matches(pattern, name) == wanted)
    }

    @Test(arguments: ["", "[a", "{a,b", "a}", "[z-a]", "[", "{{{{{{{{{a}}}}}}}}}"])
    func `a text that is no pattern says why`(_ text: String) {
        #expect(throws: Pattern.Flaw.self) { try Pattern(text) }
    }

    @Test func `any pattern agrees with one that tries everything`() throws {
        var random = SplitMix(state: 7)
        var agreed = (yes: 0, no: 0)
        for _ in 0..<4000 {
            let parts = Self.randomParts(depth: 0, &random)
            let text = parts.map(\.text).joined()
            guard !text.isEmpty else { continue }
            let pattern = try Pattern(text)
            for _ in 0..<6 {
                let name = Self.randomWord("abAB./", upTo: 6, &random)
                let wanted = Self.bruteForce(parts[...], Array(name.lowercased())[...])
                #expect(pattern.matches(name) == wanted, "\(text) on \(name)")
                if wanted { agreed.yes += 1 } else { agreed.no += 1 }
            }
        }
        #expect(agreed.yes > 500 && agreed.no > 500, "both answers were tried: \(agreed)")
    }

    @Test func `time is bounded where expansion and backtracking would not end`() throws {
        let name = String(repeating: "a", count: 4000)
        #expect(try !Self.matches(String(repeating: "*a", count: 200) + "b", name))
        #expect(try !Self.matches(String(repeating: "{a,aa}", count: 80) + "b", name))
        #expect(try Self.matches(String(repeating: "{a,b}", count: 100), String(repeating: "ab", count: 50)))
    }

    @Test func `no text crashes the parser`() {
        var random = SplitMix(state: 11)
        var accepted = 0
        for _ in 0..<5000 {
            let text = Self.randomWord("*?[]{},!-^ab\n/\u{301}", upTo: 10, &random)
            do throws(Pattern.Flaw) {
                let pattern = try Pattern(text)
                accepted += 1
                #expect(pattern.matches(text) == pattern.matches(text))
            } catch {
                #expect(!error.reason.isEmpty && !error.remedy.isEmpty)
            }
        }
        #expect(accepted > 100)
    }

    /// A part of a pattern as text and as what it means.
    private indirect enum Part {
        case literal(Character), any, star, set([Character], Bool), choice([[Part]])

        var text: String {
            switch self {
            case .literal(let character): String(character)
            case .any: "?"
            case .star: "*"
            case .set(let members, let isNegated): "[\(isNegated ? "!" : "")\(String(members))]"
            case .choice(let choices):
                "{" + choices.map { $0.map(\.text).joined() }.joined(separator: ",") + "}"
            }
        }
    }

    /// Tries every way, without an automaton.
    private static func bruteForce(_ parts: ArraySlice<Part>, _ name: ArraySlice<Character>) -> Bool {
        guard let part = parts.first else { return name.isEmpty }
        let rest = parts.dropFirst()
        switch part {
        case .literal(let character):
            return name.first.map { String($0) == character.lowercased() } == true && bruteForce(rest, name.dropFirst())
        case .any: return name.first.map { $0 != "/" } == true && bruteForce(rest, name.dropFirst())
        case .set(let members, let isNegated):
            guard let first = name.first, first != "/" else { return false }
            let isMember = members.contains { $0.lowercased() == String(first) }
            return isMember != isNegated && bruteForce(rest, name.dropFirst())
        case .star:
            let limit = name.firstIndex(of: "/") ?? name.endIndex
            return (name.startIndex...limit).contains { bruteForce(rest, name[$0...]) }
        case .choice(let choices): return choices.contains { bruteForce(($0 + Array(rest))[...], name) }
        }
    }

    private static func randomParts(depth: Int, _ random: inout SplitMix) -> [Part] {
        let letters = Array("abAB./")
        return (0..<Int.random(in: 0...4, using: &random)).map { _ in
            switch Int.random(in: 0..<(depth < 2 ? 9 : 7), using: &random) {
            case 0: .star
            case 1: .any
            case 2: .set(Array("aB."), Bool.random(using: &random))
            case 7, 8:
                .choice((0..<Int.random(in: 1...3, using: &random)).map { _ in randomParts(depth: depth + 1, &random) })
            default: .literal(letters[Int.random(in: 0..<letters.count, using: &random)])
            }
        }
    }

    private static func randomWord(_ alphabet: String, upTo count: Int, _ random: inout SplitMix) -> String {
        let scalars = Array(alphabet.unicodeScalars)
        var word = ""
        for _ in 0..<Int.random(in: 0...count, using: &random) {
            word.unicodeScalars.append(scalars[Int.random(in: 0..<scalars.count, using: &random)])
        }
        return word
    }
}

/// Steele, Lea and Flood (2014); the same numbers on every machine.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
