import Campaign
import Operations

extension Planner {
    /// A job for each evidence whose layers are there, those first that others are made from.
    mutating func addEvidence() throws(PlanError) {
        var waiting = campaign.evidence
        while !waiting.isEmpty {
            let ready = waiting.filter { evidence in
                evidence.inputs.values.joined().allSatisfy { things[$0] != nil }
            }
            guard !ready.isEmpty else {
                throw PlanError(
                    code: .campaign, job: "evidence/\(waiting[0].name)",
                    reason: "it is made from itself or from nothing",
                    remedy: "read the campaign file again")
            }
            for evidence in ready { try add(evidence) }
            waiting.removeAll { things[$0.name] != nil }
        }
    }

    private mutating func add(_ evidence: CampaignFile.Evidence) throws(PlanError) {
        let id = "evidence/\(evidence.name)"
        let operation = try operation(evidence.operation, for: id)
        let supply = supply(of: evidence.inputs, for: operation)
        guard supply.blocked == nil else {
            things[evidence.name] = supply.blocked
            for output in operation.outputs { things["\(evidence.name).\(output.name)"] = supply.blocked }
            return
        }
        noteLosses(supply, of: evidence.name)
        let made = try add(id, operation.name, inputs: supply.inputs, parameters: evidence.parameters)
        let kind = made.outputs.first?.kind ?? .raster
        things[evidence.name] = .there([kind: try output(kind, of: id, made)])
        for output in made.outputs {
            let name = "\(evidence.name).\(output.name)"
            things[name] = .there([output.kind: .named(name, of: id, name: output.name)])
        }
    }

    /// What goes into an operation, without the optional layers that were not delivered.
    struct Supply {
        var inputs: [String: [JobInput]] = [:]
        /// Names that it goes on without, and the layers that are to blame.
        var lost: [String: [String]] = [:]
        /// Why it cannot be made.
        var blocked: Availability?
    }

    func supply(of names: [String: [String]], for operation: Operation) -> Supply {
        var supply = Supply()
        var awaited: [String] = []
        var leftOut: [String] = []
        for input in operation.inputs {
            guard let wanted = names[input.name] else { continue }
            var given: [JobInput] = []
            var lost: [String: [String]] = [:]
            for name in wanted {
                switch things[name] {
                case .there(let kinds):
                    if let found = Self.source(for: input.kind, in: kinds) { given.append(found) }
                case .waiting(let layers): awaited += layers
                case .leftOut(let layers): lost[name] = layers
                case nil: awaited.append(name)
                }
            }
            if given.isEmpty && !input.isOptional { leftOut += lost.sorted { $0.key < $1.key }.flatMap(\.value) }
            if !given.isEmpty { supply.inputs[input.name] = given }
            supply.lost.merge(lost) { first, _ in first }
        }
        // Inputs that are optional one by one are not so all together.
        if supply.inputs.isEmpty { leftOut += supply.lost.sorted { $0.key < $1.key }.flatMap(\.value) }
        if !awaited.isEmpty {
            supply.blocked = .waiting(Self.unique(awaited))
        } else if !leftOut.isEmpty {
            supply.blocked = .leftOut(Self.unique(leftOut))
        }
        return supply
    }

    /// Occurrences are points, so a vector, too.
    static func source(for kind: Operation.Kind, in kinds: [Operation.Kind: JobInput]) -> JobInput? {
        kind.taken.lazy.compactMap { kinds[$0] }.first
    }

    mutating func noteLosses(_ supply: Supply, of name: String) {
        for (lost, layers) in supply.lost.sorted(by: { $0.key < $1.key }) {
            blamed.formUnion(layers)
            note(
                "\(name) is made without \(lost): nothing was dropped for the optional layer "
                    + Self.unique(layers).joined(separator: ", "))
        }
    }

    /// Each once, in the order of its first place.
    static func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }
}
