package import Survey

/// The trace of a fault on the map.
package struct Fault: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case strikeSlip = "strike-slip"
        case normal
        case thrust
    }

    package let name: String
    package let kind: Kind
    /// Two points or more, in the grid's CRS, inside the grid.
    package let points: [Point]
}
