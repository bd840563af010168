extension Pattern {
    /// Whether the whole name is as the pattern says.
    package func matches(_ name: String) -> Bool {
        var current = StateSet(count: states.count)
        var following = StateSet(count: states.count)
        enter(start, of: &current)
        for character in Self.folded(name) {
            following.removeAll()
            for index in current.members {
                switch states[index] {
                case .consume(let test, let next) where test.allows(character): enter(next, of: &following)
                case .star where character != "/": enter(index, of: &following)
                default: break
                }
            }
            swap(&current, &following)
            if current.members.isEmpty { return false }
        }
        return current.contains(0)
    }

    /// Lower case by the rules of Unicode, one character at a time, so that a pattern and a name fold alike.
    static func folded(_ text: some StringProtocol) -> [Character] {
        text.flatMap { Array($0.lowercased()) }
    }

    /// Adds a state and all that it leads to without a character.
    private func enter(_ index: Int, of set: inout StateSet) {
        var waiting = [index]
        while let index = waiting.popLast() {
            guard set.insert(index) else { continue }
            switch states[index] {
            case .star(let next): waiting.append(next)
            case .split(let starts): waiting.append(contentsOf: starts)
            case .consume, .end: break
            }
        }
    }
}

extension Pattern.Test {
    /// Takes a folded character.
    func allows(_ character: Character) -> Bool {
        guard character != "/" else {
            if case .character("/") = self { return true }
            return false
        }
        switch self {
        case .any: return true
        case .character(let wanted): return wanted == character
        case .set(let ranges, let isNegated):
            let upper = character.uppercased()
            let isInside = ranges.contains { range in
                range.contains(character) || (upper.count == 1 && range.contains(Character(upper)))
            }
            return isInside != isNegated
        }
    }
}

/// Some states of an automaton, in the order in which they were entered.
private struct StateSet {
    private(set) var members: [Int] = []
    private var isMember: [Bool]

    init(count: Int) {
        isMember = Array(repeating: false, count: count)
    }

    func contains(_ index: Int) -> Bool { isMember[index] }

    mutating func insert(_ index: Int) -> Bool {
        guard !isMember[index] else { return false }
        isMember[index] = true
        members.append(index)
        return true
    }

    mutating func removeAll() {
        for index in members { isMember[index] = false }
        members.removeAll(keepingCapacity: true)
    }
}
