import Operations
import Store
import Survey

/// The text whose hash names a job. Any change here makes all stored work stale: raise `format` when it has to be.
///
/// It holds what decides the bytes of the outputs, and no path, no delivered name and no time. Numbers stand in the
/// shortest form that reads back to the same bits, names in the order of their bytes.
struct CanonicalText {
    private static let format = 1
    private(set) var text: String

    init(
        operation: Operation, parameters: [String: ParameterValue], grid: AnalysisGrid,
        inputs: [String: [JobInput]], keys: [String: ContentHash]
    ) {
        var lines = [
            "gossan job \(Self.format)", "operation \(Self.quoted(operation.name))", "version \(operation.version)",
        ]
        let numbers = [grid.west, grid.north, grid.cellWidth, grid.cellHeight].map(Self.number)
        lines.append(
            "grid \(Self.quoted(grid.crs)) \(numbers.joined(separator: " ")) \(grid.columns) \(grid.rows)")
        for (name, value) in Self.sorted(parameters) {
            lines.append("parameter \(Self.quoted(name)) \(Self.value(value))")
        }
        for (name, given) in Self.sorted(inputs) {
            // Where many go in, the operation may tell them apart by name; where one does, its name changes nothing.
            let isNamed = operation.inputs.contains { $0.name == name && $0.isMany }
            for input in given {
                lines.append("input \(Self.quoted(name)) \(Self.input(input, isNamed: isNamed, keys))")
            }
        }
        text = lines.joined(separator: "\n") + "\n"
    }

    var hash: ContentHash { ContentHash.of(text) }

    private static func input(_ input: JobInput, isNamed: Bool, _ keys: [String: ContentHash]) -> String {
        switch input {
        case .drop(let drop): return "drop \(drop.identity.hex)"
        case .output(let id, let name), .named(_, let id, let name):
            guard let key = keys[id] else { preconditionFailure("a job comes after those that it depends on") }
            return "output \(key.hex) \(quoted(name))" + (isNamed ? " as \(quoted(input.label))" : "")
        }
    }

    static func value(_ value: ParameterValue) -> String {
        switch value {
        case .number(let number): Self.number(number)
        case .text(let text): quoted(text)
        case .flag(let flag): flag ? "true" : "false"
        case .list(let values): "[" + values.map(Self.value).joined(separator: ",") + "]"
        case .map(let values):
            "{" + sorted(values).map { "\(quoted($0.key)):\(Self.value($0.value))" }.joined(separator: ",") + "}"
        }
    }

    /// Both zeros are one number.
    private static func number(_ value: Double) -> String { value == 0 ? "0.0" : value.description }

    private static func sorted<Value>(_ values: [String: Value]) -> [(key: String, value: Value)] {
        values.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    }

    /// In quotes, with what could end the text or the line escaped.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\u{0}"..<" ", "\u{7f}": result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
