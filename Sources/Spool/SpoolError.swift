/// A failure of the spool that is not the disk's.
package struct SpoolError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Hashable, Sendable {
        case impossibleTransition
        /// A record that the daemon wrote beside a drop cannot be read.
        case unreadableRecord
    }

    package var code: Code
    package var reason: String
    package var remedy: String

    package init(code: Code, reason: String, remedy: String) {
        self.code = code
        self.reason = reason
        self.remedy = remedy
    }

    /// One line: reason and remedy.
    package var description: String { "\(reason); \(remedy)" }
}
