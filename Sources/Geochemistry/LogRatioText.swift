import KernelTypes
import Operations

/// What the declarations of log-ratio operations share.
enum LogRatioText {
    static let input = Operation.Input("in", .readings, "readings with the parts as channels")
    static let outputs = [Operation.Output("out", .readings)]
    static let channels = Parameter(
        "channels", .words, isOptional: true, "the parts, in order; without it, all channels")
    static let care = """
        Parts in ppb, ppm, % (by mass) are brought to one unit first. A reading that lacks a part, or has a censored \
        one, has no result; a zero or a negative part is refused. The channels that were there stay.
        """

    /// Of the way back.
    static let inverseParameters = [
        Parameter("parts", .words, "names of all parts, in the order of the way there"),
        Parameter(
            "channels", .words, isOptional: true,
            "the coordinates, in order; without it, named as the way there names them"),
        Parameter("total", .positive, default: 1, "what the parts sum to: 1, 100, 1000000"),
        Parameter("unit", .text, default: "", "the unit of the parts, as fits 'total'"),
    ]
    static let closes = "The parts are positive and sum to 'total'; NaN where a coordinate is. Other channels stay."

    static let logarithm: @Sendable (Double) -> Double = { Elementary.log($0) }

    /// The place of a named part.
    static func place(
        of name: String, among parts: [String], key: String, of settings: Settings
    ) throws(OperationError) -> Int {
        guard let place = parts.firstIndex(of: name) else {
            throw settings.error(
                .outOfRange, key, "'\(name)' is none of the parts", suggestion(for: name, among: parts))
        }
        return place
    }

    /// The signs of a sequential binary partition from words such as `+-0`, one a step.
    static func signs(
        _ words: [String], parts: Int, of settings: Settings
    ) throws(OperationError) -> [[Int]] {
        guard words.count == parts - 1, words.allSatisfy({ $0.count == parts }) else {
            throw settings.error(
                .outOfRange, "partition", "\(parts) parts are partitioned in \(parts - 1) steps of \(parts) signs",
                "write one word of +, - and 0 a step, such as ++-0")
        }
        let signs = words.map { word in word.map { $0 == "+" ? 1 : $0 == "-" ? -1 : $0 == "0" ? 0 : 2 } }
        guard signs.allSatisfy({ !$0.contains(2) && $0.contains(1) && $0.contains(-1) }) else {
            throw settings.error(
                .outOfRange, "partition", "a step has at least one + and one -, and else 0", "write such as ++-0")
        }
        // Of two steps, one divides a side of the other, or they share no part.
        for (index, a) in signs.enumerated() {
            for b in signs[..<index] {
                let isWithin = { (inner: [Int], outer: [Int]) in
                    Set(zip(inner, outer).filter { $0.0 != 0 }.map(\.1)).count == 1
                }
                guard isWithin(a, b) || isWithin(b, a), a != b else {
                    throw settings.error(
                        .outOfRange, "partition", "step \(index + 1) does not divide a group of the steps before it",
                        "let each step divide one group that an earlier step made")
                }
            }
        }
        return signs
    }
}
