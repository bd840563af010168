package import Operations
package import Survey

/// One piece of work as a file: what to do, on what, with which limits, and where the result belongs.
///
/// `gossan-worker` runs exactly one. Whoever starts it (a child process, a cluster's scheduler) only passes the file on.
package struct Job: Sendable, Codable, Hashable {
    /// A file that goes in.
    package struct Input: Sendable, Codable, Hashable {
        /// What it is called in messages and in the result: the delivered name, or the layer's or evidence's.
        package var name: String
        /// Absolute; the other parts of a drop lie beside it.
        package var path: String

        package init(name: String, path: String) {
            self.name = name
            self.path = path
        }
    }

    /// What the process may take before the system stops it.
    package struct Limits: Sendable, Codable, Hashable {
        package var memoryBytes: Int
        package var seconds: Int
        package var threads: Int
        /// The largest file it may write.
        package var fileBytes: Int

        package init(
            memoryBytes: Int = 1 << 30, seconds: Int = 3600, threads: Int = 1, fileBytes: Int = 1 << 40
        ) {
            self.memoryBytes = memoryBytes
            self.seconds = seconds
            self.threads = threads
            self.fileBytes = fileBytes
        }
    }

    /// In the plan, such as `layer/tmi`; for messages only.
    package var id: String
    package var operation: String
    /// Complete: defaults are filled in.
    package var parameters: [String: ParameterValue]
    package var inputs: [String: [Input]]
    /// The campaign's grid; `nil` takes that of the first raster.
    package var grid: AnalysisGrid?
    /// An empty directory for the outputs, absolute.
    package var output: String
    package var limits: Limits

    package init(
        id: String, operation: String, parameters: [String: ParameterValue], inputs: [String: [Input]],
        grid: AnalysisGrid?, output: String, limits: Limits
    ) {
        self.id = id
        self.operation = operation
        self.parameters = parameters
        self.inputs = inputs
        self.grid = grid
        self.output = output
        self.limits = limits
    }
}
