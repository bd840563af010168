/// One named value of a feature.
package struct Attribute: Hashable, Sendable, Codable {
    package enum Value: Hashable, Sendable, Codable {
        case text(String)
        case number(Double)
        case missing
    }

    package var name: String
    package var value: Value

    package init(name: String, value: Value) {
        self.name = name
        self.value = value
    }
}
