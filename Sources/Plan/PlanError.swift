/// Why no plan can be made although the campaign is right: the installation's catalog and this program do not fit.
package struct PlanError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// The catalog lacks an operation that every run needs, or declares it otherwise.
        case catalog
        /// The campaign was checked against another catalog, or a drop names a layer that it has not.
        case campaign
    }

    package var code: Code
    /// The id of the job that it is about.
    package var job: String
    package var reason: String
    package var remedy: String

    package init(code: Code, job: String, reason: String, remedy: String) {
        self.code = code
        self.job = job
        self.reason = reason
        self.remedy = remedy
    }

    package var description: String { "\(job): \(reason)" + (remedy.isEmpty ? "" : "; \(remedy)") }
}
