import Campaign
import Operations
import Store

/// A plan while it grows.
struct Planner {
    /// Whether a layer or evidence can be had.
    enum Availability {
        /// Where each kind comes from.
        case there([Operation.Kind: JobInput])
        /// Layers that it waits for.
        case waiting([String])
        /// Optional layers that it cannot be made without.
        case leftOut([String])
    }

    let campaign: CampaignFile
    let catalog: Catalog
    var jobs: [PlannedJob] = []
    var missing: [String] = []
    var notes: [String] = []
    var drops: [AcceptedDrop] = []
    /// The targets of the run before, whose ids are kept; `nil` in a first run and where the campaign follows none.
    var previous: AcceptedDrop?
    /// Of layers and evidence, by name.
    var things: [String: Availability] = [:]
    /// Names of models whose job is planned.
    var plannedModels: [String] = []
    /// Optional layers whose absence a note explains.
    var blamed: Set<String> = []
    private var keys: [String: ContentHash] = [:]

    init(campaign: CampaignFile, catalog: Catalog) {
        self.campaign = campaign
        self.catalog = catalog
    }

    /// The operation, or an error that says that the installation is at fault.
    func operation(_ name: String, for id: String) throws(PlanError) -> Operation {
        do {
            return try catalog.operation(name)
        } catch {
            throw PlanError(
                code: .catalog, job: id, reason: error.reason,
                remedy: "install gossan and gossan-worker of the same version")
        }
    }

    /// Adds a job with its parameters filled in and its key made, and gives the operation that it runs.
    @discardableResult mutating func add(
        _ id: String, _ name: String, inputs: [String: [JobInput]], parameters: [String: ParameterValue] = [:],
        products: (Operation) -> [String: String] = { _ in [:] }
    ) throws(PlanError) -> Operation {
        let operation = try operation(name, for: id)
        let resolved: [String: ParameterValue]
        do {
            try operation.checkInputs(inputs.mapValues(\.count))
            resolved = try operation.resolve(parameters)
        } catch {
            throw PlanError(
                code: .catalog, job: id, reason: "\(error)",
                remedy: "read the campaign again, and install gossan and gossan-worker of the same version")
        }
        let text = CanonicalText(
            operation: operation, parameters: resolved, grid: campaign.grid, inputs: inputs, keys: keys)
        keys[id] = text.hash
        jobs.append(
            PlannedJob(
                id: id, operation: operation.name, version: operation.version, parameters: resolved, inputs: inputs,
                grid: campaign.grid, key: text.hash, products: products(operation)))
        return operation
    }

    /// The first output of a kind.
    func output(_ kind: Operation.Kind, of id: String, _ operation: Operation) throws(PlanError) -> JobInput {
        guard let output = operation.outputs.first(where: { $0.kind == kind }) else {
            throw PlanError(
                code: .catalog, job: id, reason: "\(operation.name) gives no \(kind.rawValue)",
                remedy: "install gossan and gossan-worker of the same version")
        }
        return .output(of: id, name: output.name)
    }

    /// The name of an operation's first input.
    func firstInput(of name: String, for id: String) throws(PlanError) -> String {
        guard let input = try operation(name, for: id).inputs.first else {
            throw PlanError(
                code: .catalog, job: id, reason: "\(name) has no input",
                remedy: "install gossan and gossan-worker of the same version")
        }
        return input.name
    }

    mutating func note(_ text: String) {
        if !notes.contains(text) { notes.append(text) }
    }
}
