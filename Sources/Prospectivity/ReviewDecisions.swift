package import Operations
import Survey

/// What people decided on targets, as places to learn from.
package struct ReviewDecisions: Procedure {
    package static let declaration = Operation(
        name: "review-decisions",
        summary: "Adds accepted targets to the known deposits, and gives rejected ones as places without a deposit.",
        family: .model,
        inputs: [
            .init("in", .occurrences, "known deposits", isOptional: true),
            .init(
                "decisions", .vector,
                "reviewed targets with a field that says what was decided: points, or areas, whose middle is taken",
                isOptional: true),
        ],
        parameters: [
            Parameter("field", .text, default: "decision", "the field that says it"),
            Parameter("accepted", .words, default: ["accepted", "accept", "yes"], "what it says of a deposit"),
            Parameter("rejected", .words, default: ["rejected", "reject", "no"], "what it says where there is none"),
        ],
        outputs: [.init("out", .occurrences), .init("rejected", .occurrences)], memory: .features,
        formula: """
            Words are compared whatever their case. A target that is decided on more than once, by its field `id`, counts \
            as the last of its rows says; one without a decision is left out, and told. Of an area the middle of its \
            bounds is taken.
            """,
        source: "Gossan's own rule.")

    private enum Decision: String { case accepted, rejected }

    private let settings: Settings
    private let field: String

    package init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        field = try settings.text("field")
    }

    package func run(at bench: any Workbench) throws {
        let known = bench.has("in") ? try bench.occurrences("in") : []
        let features = bench.has("decisions") ? try bench.features("decisions") : []
        var reviewed: [(id: String, decision: Decision, place: Point)] = []
        var open = 0
        for (number, feature) in features.enumerated() {
            guard let place = Self.place(of: feature.geometry) else { continue }
            guard let decision = try decision(of: feature, row: number + 1) else {
                open += 1
                continue
            }
            let id = Self.text(feature, "id") ?? Self.text(feature, "name") ?? "reviewed \(number + 1)"
            reviewed.removeAll { $0.id == id }
            reviewed.append((id, decision, place))
        }
        func places(_ decision: Decision) -> [Occurrence] {
            reviewed.filter { $0.decision == decision }.map {
                Occurrence(name: $0.id, location: $0.place, depositType: "\(decision.rawValue) target")
            }
        }
        let (accepted, rejected) = (places(.accepted), places(.rejected))
        if open > 0 { bench.note("\(open) reviewed targets have no decision yet and are not learned from") }
        if !accepted.isEmpty {
            bench.note("\(accepted.count) accepted targets are learned from like the \(known.count) known deposits")
        }
        if !rejected.isEmpty {
            bench.note(
                "\(rejected.count) rejected targets are places without a deposit, for models that learn from such")
        }
        bench.record("accepted", Double(accepted.count))
        bench.record("rejected", Double(rejected.count))
        try bench.give(occurrences: known + accepted, to: "out")
        try bench.give(occurrences: rejected, to: "rejected")
    }

    /// `nil` where nothing is decided yet.
    private func decision(of feature: Feature, row: Int) throws(OperationError) -> Decision? {
        guard feature.attributes.contains(where: { $0.name.lowercased() == field.lowercased() }) else {
            throw settings.error(
                .unfitInput, "field", "the reviewed targets have no field '\(field)'",
                "name the field: their fields are " + feature.attributes.map(\.name).joined(separator: ", "))
        }
        guard let word = Self.text(feature, field)?.lowercased(), !word.isEmpty else { return nil }
        if settings.words("accepted").contains(where: { $0.lowercased() == word }) { return .accepted }
        if settings.words("rejected").contains(where: { $0.lowercased() == word }) { return .rejected }
        let known = settings.words("accepted") + settings.words("rejected")
        throw settings.error(
            .unfitInput, "decisions", "row \(row) says '\(word.prefix(40))' in '\(field)'",
            "write one of \(known.joined(separator: ", ")), leave it empty, or set 'accepted' and 'rejected'")
    }

    private static func text(_ feature: Feature, _ name: String) -> String? {
        switch feature.attributes.first(where: { $0.name.lowercased() == name.lowercased() })?.value {
        case .text(let text): text.isEmpty ? nil : text
        case .number(let number): "\(number)"
        default: nil
        }
    }

    private static func place(of geometry: Geometry) -> Point? {
        if case .points(let points) = geometry { return points.first }
        return geometry.bounds.map { Point(x: ($0.west + $0.east) / 2, y: ($0.south + $0.north) / 2) }
    }
}
