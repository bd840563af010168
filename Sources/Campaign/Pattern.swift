/// A pattern for file names: `*`, `?`, `[a-z]`, `[!0-9]` and `{tif,grd}`; letters match in either case.
///
/// The wildcards stand for any characters but `/`. Matching takes time in proportion to the length of the pattern times
/// that of the name, whatever the pattern.
package struct Pattern: Hashable, Sendable, CustomStringConvertible {
    /// Why a text is no pattern.
    package struct Flaw: Error, Hashable, Sendable {
        package let reason: String
        package let remedy: String
    }

    /// As written.
    package let text: String
    /// The states of the automaton, where the first is the end.
    let states: [State]
    let start: Int

    /// Takes a pattern of at most 512 characters.
    package init(_ text: String) throws(Flaw) {
        guard !text.isEmpty else { throw Flaw(reason: "the pattern is empty", remedy: "write a pattern such as *.tif") }
        guard text.count <= 512 else {
            throw Flaw(reason: "the pattern is longer than 512 characters", remedy: "write several patterns in a list")
        }
        var parser = PatternParser(text)
        let parts = try parser.parse()
        var builder = Builder()
        self.start = builder.add(parts, before: 0)
        self.states = builder.states
        self.text = text
    }

    package var description: String { text }

    package static func == (left: Pattern, right: Pattern) -> Bool { left.text == right.text }

    package func hash(into hasher: inout Hasher) { hasher.combine(text) }

    /// One part of a pattern.
    enum Part {
        case one(Test)
        case star
        case alternatives([[Part]])
    }

    /// What one character has to be.
    enum Test {
        case character(Character)
        case any
        case set(ranges: [ClosedRange<Character>], isNegated: Bool)
    }

    /// A state of a nondeterministic automaton (Thompson 1968).
    enum State {
        case end
        case consume(Test, next: Int)
        case star(next: Int)
        case split([Int])
    }

    /// Builds from the end, so that each state knows the one after it.
    private struct Builder {
        var states: [State] = [.end]

        mutating func add(_ parts: [Part], before end: Int) -> Int {
            var next = end
            for part in parts.reversed() {
                switch part {
                case .one(let test): next = append(.consume(test, next: next))
                case .star: next = append(.star(next: next))
                case .alternatives(let choices):
                    var starts: [Int] = []
                    for choice in choices { starts.append(add(choice, before: next)) }
                    next = append(.split(starts))
                }
            }
            return next
        }

        private mutating func append(_ state: State) -> Int {
            states.append(state)
            return states.count - 1
        }
    }
}
