/// Why a system of equations cannot be made, and what to do.
package struct LinearError: Error, Hashable, Sendable, CustomStringConvertible {
    package var reason: String
    package var remedy: String

    package init(reason: String, remedy: String) {
        self.reason = reason
        self.remedy = remedy
    }

    package var description: String { "\(reason); \(remedy)" }

    static let notFinite = LinearError(
        reason: "a matrix holds a value that is not a finite number",
        remedy: "leave out cells without data, and infinities")
}
