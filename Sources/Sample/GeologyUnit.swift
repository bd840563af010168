package import Survey

/// One polygon of the geological map.
package struct GeologyUnit: Sendable, Hashable {
    package let lithology: Lithology
    /// Closed rings (the last point is the first): the outer one, anticlockwise, then the holes, clockwise.
    package let rings: [[Point]]
}
