/// Why a document for paper could not be written.
package struct PaperError: Error, Hashable, Sendable, CustomStringConvertible {
    package var file: String
    package var reason: String
    package var remedy: String

    package var description: String { "\(file): \(reason); \(remedy)" }
}
