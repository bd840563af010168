/// What goes into a planned job: delivered bytes, or what another job of the plan gives.
package enum JobInput: Hashable, Sendable, Codable {
    case drop(AcceptedDrop)
    /// `of` is the id of a job, `name` one of its operation's outputs.
    case output(of: String, name: String)
    /// The same, called otherwise than the job: `pca.loadings`, or the evidence that a contribution is of.
    case named(String, of: String, name: String)

    /// The job and its output; `nil` for delivered bytes.
    package var output: (of: String, name: String)? {
        switch self {
        case .drop: nil
        case .output(let id, let name), .named(_, let id, let name): (id, name)
        }
    }

    /// What it is called in messages and results: the delivered name, or that of the layer, evidence or model.
    package var label: String {
        switch self {
        case .drop(let drop): drop.name
        case .output(let id, _): id.split(separator: "/").last.map(String.init) ?? id
        case .named(let label, _, _): label
        }
    }
}
