/// Something that can be set on an operation.
package struct Parameter: Sendable, Codable, Hashable {
    package var name: String
    package var summary: String
    /// SI or the field's own (`m`, `nT`, `degree`, `cells`); empty for a pure number or a word.
    package var unit: String
    package var type: ValueType
    /// Used where nothing is set; `nil` makes the parameter required.
    package var fallback: ParameterValue?
    /// Whether it may be left out although there is no default.
    package var isOptional: Bool

    package init(
        _ name: String, _ type: ValueType, unit: String = "", default fallback: ParameterValue? = nil,
        isOptional: Bool = false, _ summary: String
    ) {
        self.name = name
        self.summary = summary
        self.unit = unit
        self.type = type
        self.fallback = fallback
        self.isOptional = isOptional
    }

    package enum ValueType: Sendable, Codable, Hashable {
        /// A real number between two limits, both included; infinite where there is none.
        case number(from: Double, to: Double)
        case integer(from: Int, to: Int)
        case choice([String])
        case text
        case flag
        /// Numbers in a list.
        case numbers
        /// Words in a list.
        case words
        /// Names with values, such as the class scheme of each evidence.
        case map

        /// Any real number.
        package static let anyNumber = ValueType.number(from: -.infinity, to: .infinity)
        /// A number above zero.
        package static let positive = ValueType.number(from: .leastNormalMagnitude, to: .infinity)
    }
}

/// A value as set in a campaign, on the command line or in a job.
package enum ParameterValue: Sendable, Hashable {
    case number(Double)
    case text(String)
    case flag(Bool)
    case list([ParameterValue])
    case map([String: ParameterValue])

    package var number: Double? { if case .number(let value) = self { value } else { nil } }
    package var text: String? { if case .text(let value) = self { value } else { nil } }
    package var flag: Bool? { if case .flag(let value) = self { value } else { nil } }
    package var list: [ParameterValue]? { if case .list(let value) = self { value } else { nil } }
    package var map: [String: ParameterValue]? { if case .map(let value) = self { value } else { nil } }
}

extension ParameterValue: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral
{
    package init(floatLiteral value: Double) { self = .number(value) }
    package init(integerLiteral value: Int) { self = .number(Double(value)) }
    package init(stringLiteral value: String) { self = .text(value) }
    package init(booleanLiteral value: Bool) { self = .flag(value) }
    package init(arrayLiteral elements: ParameterValue...) { self = .list(elements) }
}

extension ParameterValue: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        // JSON has no other way to ask what a value is; the last try keeps its reason.
        if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([ParameterValue].self) {
            self = .list(list)
        } else {
            self = .map(try container.decode([String: ParameterValue].self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .number(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .flag(let value): try container.encode(value)
        case .list(let value): try container.encode(value)
        case .map(let value): try container.encode(value)
        }
    }
}

extension ParameterValue: CustomStringConvertible {
    package var description: String {
        switch self {
        case .number(let value): value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
        case .text(let value): value
        case .flag(let value): value ? "true" : "false"
        case .list(let values): "[" + values.map(\.description).joined(separator: ", ") + "]"
        case .map(let values):
            "{" + values.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
        }
    }
}
