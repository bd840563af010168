import FoundationEssentials
import Jobs
package import Operations
package import Survey

/// What a benchmark does, as a file: things that lie in memory, and steps that make others of them.
package struct BenchmarkScene: Sendable, Codable {
    /// One operation on things of the scene.
    package struct Step: Sendable, Codable {
        package var operation: String
        package var parameters: [String: ParameterValue]
        /// Names of things by input.
        package var inputs: [String: [String]]
        /// What the outputs are called from here on; others are dropped.
        package var outputs: [String: String]
        /// Done once, before the clock starts: what the measured steps rest on, such as training.
        package var isPreparation: Bool

        package init(
            operation: String, parameters: [String: ParameterValue], inputs: [String: [String]],
            outputs: [String: String], isPreparation: Bool = false
        ) {
            self.operation = operation
            self.parameters = parameters
            self.inputs = inputs
            self.outputs = outputs
            self.isPreparation = isPreparation
        }
    }

    package var grid: AnalysisGrid
    package var threads: Int
    package var memoryBytes: Int
    /// Things by name. `.f32`: raw little-endian Float32 cells of the grid; `.readings`: as they pass between jobs;
    /// `.json`: a model or occurrences; any other is a dropped file that a step reads.
    package var files: [String: String]
    package var steps: [Step]
    /// Where to write things at the end, by name: rasters raw, readings and values as they pass between jobs.
    package var results: [String: String]

    package init(
        grid: AnalysisGrid, threads: Int, memoryBytes: Int = 1 << 34, files: [String: String] = [:], steps: [Step],
        results: [String: String] = [:]
    ) {
        self.grid = grid
        self.threads = threads
        self.memoryBytes = memoryBytes
        self.files = files
        self.steps = steps
        self.results = results
    }

    package init(reading path: String) throws {
        self = try JSON.decode(Self.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }
}
