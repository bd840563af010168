/// What goes into a planned job: delivered bytes, or what another job of the plan gives.
package enum JobInput: Hashable, Sendable, Codable {
    case drop(AcceptedDrop)
    /// `of` is the id of a job, `name` one of its operation's outputs.
    case output(of: String, name: String)

    /// What it is called in messages and results: the delivered name, or that of the layer, evidence or model.
    package var label: String {
        switch self {
        case .drop(let drop): drop.name
        case .output(let id, let name):
            // `contributions.tilt` is that of tilt.
            name.split(separator: ".").dropFirst().last.map(String.init)
                ?? id.split(separator: "/").last.map(String.init) ?? id
        }
    }
}
