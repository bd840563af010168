/// A known deposit or showing: a training point.
package struct Occurrence: Hashable, Sendable, Codable {
    package var name: String
    /// In the CRS of the campaign's grid.
    package var location: Point
    /// Symbols or names as delivered, such as `Cu`, `Au`.
    package var commodities: [String]
    /// The deposit type as delivered; empty where none is given.
    package var depositType: String

    package init(name: String, location: Point, commodities: [String] = [], depositType: String = "") {
        self.name = name
        self.location = location
        self.commodities = commodities
        self.depositType = depositType
    }
}
