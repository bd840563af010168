/// An expression over named layers, read into steps; nothing of it is ever executed but these steps.
///
/// The grammar, loosest first; all but `^` associate to the left:
///
///     comparison  sum [("<" | "<=" | ">" | ">=" | "==" | "!=") sum]
///     sum         product (("+" | "-") product)*
///     product     sign (("*" | "/") sign)*
///     sign        ("-" | "+") sign | power
///     power       atom ["^" sign]
///     atom        number | name | '"' name '"' | function "(" list ")" | "(" comparison ")"
struct Formula: Sendable {
    /// A step takes its operands from the top of a stack and leaves its result there.
    enum Step: Sendable, Hashable {
        case number(Double)
        /// The layer of this place in `names`.
        case layer(Int)
        case apply(Function)
    }

    enum Function: String, Sendable, Hashable, CaseIterable {
        case add, subtract, multiply, divide, power, negate
        case less, lessOrEqual, greater, greaterOrEqual, equal, unequal
        case min, max, abs, log, log2, log10, exp, sqrt, `where`

        /// Those that are written by name, with the least and the greatest number of what they take.
        static let named: [String: (function: Function, least: Int, most: Int)] = [
            "min": (.min, 2, 64), "max": (.max, 2, 64), "abs": (.abs, 1, 1), "log": (.log, 1, 1),
            "log2": (.log2, 1, 1), "log10": (.log10, 1, 1), "exp": (.exp, 1, 1), "sqrt": (.sqrt, 1, 1),
            "where": (.where, 3, 3),
        ]

        var operands: Int {
            switch self {
            case .negate, .abs, .log, .log2, .log10, .exp, .sqrt: 1
            case .where: 3
            default: 2
            }
        }
    }

    /// Why a text is no expression: at which character, counted from 1, and what to write.
    struct Fault: Error {
        var position: Int
        var reason: String
        var remedy: String
    }

    let steps: [Step]
    /// The layers, in the order in which they are first named.
    let names: [String]

    /// Reads an expression.
    init(_ text: String) throws(Fault) {
        var reader = FormulaReader(try FormulaReader.words(of: text))
        (steps, names) = try reader.read()
    }

    /// Numbers that the stack holds at most.
    var depth: Int {
        var (now, most) = (0, 0)
        for step in steps {
            if case .apply(let function) = step { now -= function.operands }
            now += 1
            most = Swift.max(most, now)
        }
        return most
    }
}
