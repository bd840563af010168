package import Survey

/// A deposit that is in the ground and in no file but the truth.
package struct PlantedDeposit: Sendable, Hashable {
    package let name: String
    /// In the grid's CRS.
    package let location: Point
    /// How far its alteration reaches, m: a target that comes within it has found the deposit.
    package let radius: Double
}
