/// Why coordinates could not be brought from one CRS to another, and what to do about it.
package struct ProjectionError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        /// PROJ does not know the CRS.
        case unknownCRS
        /// There is no way from one CRS to the other.
        case noOperation
        /// The only way leaves the change of datum out, and that was not allowed.
        case ballpark
        /// A point has no place in the target CRS.
        case outside
    }

    package var code: Code
    package var operation: String
    /// PROJ's own words.
    package var reason: String
    package var remedy: String

    package init(_ code: Code, operation: String, reason: String, remedy: String) {
        self.code = code
        self.operation = operation
        self.reason = reason
        self.remedy = remedy
    }

    package var description: String { "\(operation): \(reason). \(remedy)" }
}
