package import Operations
package import Store
package import Survey

/// One piece of work of a run, named by what it is made from.
package struct PlannedJob: Hashable, Sendable, Codable {
    /// Unique in the plan: `layer/tmi`, `evidence/tilt`, `model/porphyry`, `product/prospectivity`.
    package var id: String
    package var operation: String
    /// Of the operation.
    package var version: Int
    /// Complete: defaults are filled in.
    package var parameters: [String: ParameterValue]
    /// By the operation's input; those of one input in the order in which they count.
    package var inputs: [String: [JobInput]]
    package var grid: AnalysisGrid
    /// Equal for equal work: where the store has this key, the work is done.
    package var key: ContentHash
    /// Which outputs are published, and under which path in the run.
    package var products: [String: String]

    /// The jobs that have to be done before, by id.
    package var dependencies: [String] {
        var ids: Set<String> = []
        for case let output? in inputs.values.joined().map(\.output) { ids.insert(output.of) }
        return ids.sorted()
    }
}
