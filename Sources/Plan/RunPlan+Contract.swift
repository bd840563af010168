package import Operations

extension RunPlan {
    /// What the plan itself asks of an operation.
    struct Need {
        var operation: String
        /// Whether anything goes in.
        var hasInputs = true
        /// By name; those of intake operations go by position instead.
        var inputs: [String] = []
        /// Inputs that a campaign may not have.
        var optionalInputs: [String] = []
        /// With values such as the plan gives.
        var parameters: [String: ParameterValue] = [:]
        /// By name, or by kind where the plan takes the first of a kind.
        var outputs: [Output] = []
    }

    enum Output {
        case name(String)
        case kind(Operation.Kind)
    }

    private static let needs: [Need] = [
        Need(
            operation: "align",
            parameters: [
                "resample": "bilinear", "band": 1, "assume_crs": "EPSG:32641", "nodata": [-1], "unit": "nT",
                "ballpark": "allow",
            ],
            outputs: [.kind(.raster)]),
        Need(operation: "read-vector", parameters: ["assume_crs": "EPSG:32641"], outputs: [.kind(.vector)]),
        Need(operation: "rasterize", parameters: ["attribute": "code"], outputs: [.kind(.raster)]),
        Need(
            operation: "read-occurrences",
            parameters: ["assume_crs": "EPSG:32641", "commodity": ["Cu"], "deposit_type": ["porphyry"]],
            outputs: [.kind(.occurrences)]),
        Need(
            operation: "read-readings",
            parameters: [
                "assume_crs": "EPSG:32641", "channel": "tmi", "nodata": [-1], "unit": "nT", "time_zone": "Z",
                "day_first": true, "columns": ["x"], "height_unit": "m",
            ],
            outputs: [.kind(.readings)]),
        Need(operation: "read-document", outputs: [.kind(.document)]),
        Need(operation: "export-readings", inputs: ["in"], outputs: [.name("out")]),
        Need(operation: "qc-report", inputs: ["in"], parameters: ["title": "A"], outputs: [.name("out")]),
        Need(
            operation: "export-cog", inputs: ["in"], parameters: ["style": "prospectivity"], outputs: [.name("out")]
        ),
        Need(operation: "export-cog", parameters: ["style": "uncertainty"]),
        Need(operation: "export-cog", parameters: ["style": "evidence"]),
        Need(operation: "model-contributions", inputs: ["evidence", "model"], outputs: [.name("contributions")]),
        Need(
            operation: "explain-targets", inputs: ["evidence", "model", "targets"],
            parameters: ["cut": true, "minimum_area": 0, "diagonal": true], outputs: [.name("explanation")]),
        Need(
            operation: "review-decisions", optionalInputs: ["in", "decisions"],
            outputs: [.name("out"), .name("rejected")]),
        Need(
            operation: "write-stac", inputs: ["score"],
            parameters: ["id": "a", "title": "A", "start": "2025-01-01", "end": "2025-01-31", "assets": ["a.tif"]],
            outputs: [.name("item")]),
        Need(
            operation: "draw-map", inputs: ["score"], optionalInputs: ["targets", "known"],
            parameters: ["title": "Chagai"], outputs: [.name("map"), .name("sheet")]),
        Need(
            operation: "write-project", inputs: ["score"], optionalInputs: ["uncertainty", "evidence"],
            parameters: ["title": "Chagai", "targets": true], outputs: [.name("project")]),
        Need(
            operation: "write-report", inputs: ["score", "map"],
            optionalInputs: ["uncertainty", "targets", "assessments", "known", "model", "evaluation", "evidence"],
            parameters: [
                "title": "Chagai", "campaign": "chagai", "model": "weights-of-evidence", "main": "model",
                "evidence": .map([:]),
                "data": .map([:]), "notes": [],
            ],
            outputs: [.name("report"), .name("paper")]),
    ]

    /// Where a catalog does not declare what plans ask for, in words; empty where all fits.
    package static func mismatches(in catalog: Catalog) -> [String] {
        (needs + targetNeeds).flatMap { need -> [String] in
            do {
                let operation = try catalog.operation(need.operation)
                _ = try operation.resolve(need.parameters)
                return lacks(of: operation, for: need)
            } catch {
                return ["\(error)"]
            }
        }
    }

    private static func lacks(of operation: Operation, for need: Need) -> [String] {
        let inputs = (need.inputs + need.optionalInputs).filter { name in
            !operation.inputs.contains { $0.name == name }
        }
        let demanded = need.optionalInputs.filter { name in
            operation.inputs.contains { $0.name == name && !$0.isOptional }
        }
        let outputs = need.outputs.compactMap { wanted -> String? in
            switch wanted {
            case .name(let name):
                operation.outputs.contains { $0.name == name } ? nil : "'\(name)'"
            case .kind(let kind):
                operation.outputs.contains { $0.kind == kind } ? nil : "of the kind \(kind.rawValue)"
            }
        }
        let isBlind = need.hasInputs && need.inputs.isEmpty && operation.inputs.isEmpty
        return (isBlind ? ["\(operation.name) has no input"] : [])
            + inputs.map { "\(operation.name) has no input '\($0)'" }
            + demanded.map { "\(operation.name) demands the input '\($0)', which not every campaign has" }
            + outputs.map { "\(operation.name) has no output \($0)" }
    }
}
