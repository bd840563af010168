/// What went wrong with a file of a raster, a layer or vectors, and what to do about it.
package struct RasterError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure, for those who decide by it.
    package enum Code: Hashable, Sendable {
        /// No such file, or it is not a regular file.
        case missing
        /// None of the allowed drivers can open it.
        case openFailed
        /// Reading or writing failed in the operating system.
        case fileIO
        /// The device or quota is full.
        case noSpace
        /// GDAL or this room cannot do that with this file.
        case notSupported
        /// The content contradicts itself, is cut off, or does not decode.
        case corruptData
        case illegalArgument
        /// Larger than the cap that was given.
        case tooLarge
        /// Refers to another file, host or connection, or holds what is never executed.
        case externalReference
        /// Holds several rasters or layers and none was chosen.
        case ambiguous
        case noCRS
        case noGeotransform
        /// No finite valid cell, or no feature.
        case noData
        /// Between the source's CRS and the grid's no transformation is known that may be used.
        case noRoute
        /// Nothing of it lies on the grid.
        case noOverlap
        /// GDAL's own number, where it is none of the above.
        case other(Int32)
    }

    /// The worst that GDAL reported.
    package enum Severity: Int, Hashable, Sendable, Comparable {
        case none, warning, failure, fatal

        package static func < (a: Severity, b: Severity) -> Bool { a.rawValue < b.rawValue }
    }

    package var code: Code
    /// The call that failed and the file it was about, such as `open /drop/tmi.tif`.
    package var operation: String
    /// What was reported, oldest first.
    package var messages: [String]
    package var severity: Severity
    /// What the sender of the file can do; empty where only the reason helps.
    package var remedy: String

    package init(
        _ code: Code, operation: String, messages: [String], severity: Severity = .failure, remedy: String = ""
    ) {
        self.code = code
        self.operation = operation
        self.messages = messages
        self.severity = severity
        self.remedy = remedy
    }

    /// All messages in one line, each once, or the code where nothing was reported.
    package var reason: String {
        var said: [String] = []
        for message in messages where !said.contains(message) { said.append(message) }
        return said.isEmpty ? "\(code)" : said.joined(separator: "; ")
    }

    package var description: String {
        let said = reason.hasSuffix(".") ? String(reason.dropLast()) : reason
        return remedy.isEmpty ? "\(operation): \(said)" : "\(operation): \(said). \(remedy)"
    }
}
