/// A thing on the map with its attributes.
package struct Feature: Hashable, Sendable, Codable {
    package var geometry: Geometry
    /// In the order of the file's fields.
    package var attributes: [Attribute]

    package init(geometry: Geometry, attributes: [Attribute] = []) {
        self.geometry = geometry
        self.attributes = attributes
    }

    /// The value of the attribute of that name; `nil` where there is none.
    package func value(_ name: String) -> Attribute.Value? {
        attributes.first { $0.name == name }?.value
    }
}
