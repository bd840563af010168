import Operations

extension PlanWorld {
    private static func operation(
        _ name: String, _ inputs: [Operation.Input], _ parameters: [Parameter] = [], outputs: [Operation.Output]
    ) -> Operation {
        Operation(
            name: name, summary: name, family: .target, inputs: inputs, parameters: parameters, outputs: outputs,
            memory: .features, formula: "", source: "")
    }

    private static let targets = Operation.Input("targets", .table, "targets")

    /// What values, ranks and writes targets, as the worker declares it.
    static let targetOperations: [Operation] = [
        operation("give-document", [], [.init("text", .text, "text")], outputs: [.init("out", .document)]),
        operation(
            "value-targets",
            [
                targets, .init("model", .document, "grades"),
                .init("prices", .document, "prices", isOptional: true),
            ], [.init("draws", .integer(from: 100, to: 1_000_000), default: 10_000, "draws")],
            outputs: [.init("values", .table), .init("table", .table)]),
        operation(
            "travel-time",
            [
                .init("to", .vector, "where to"), .init("elevation", .raster, "heights", isOptional: true),
                .init("roads", .vector, "roads", isMany: true, isOptional: true),
                .init("barriers", .raster, "barriers", isOptional: true),
            ], [.init("road_speed", .positive, unit: "km/h", default: 40, "on roads")],
            outputs: [.init("out", .raster)]),
        operation(
            "rank-targets",
            [
                targets, .init("values", .table, "worth", isOptional: true),
                .init("prices", .document, "prices", isOptional: true),
                .init("access", .raster, "hours", isMany: true, isOptional: true),
                .init("exclusions", .raster, "where not", isMany: true, isOptional: true),
                .init("risks", .raster, "levels", isMany: true, isOptional: true),
            ],
            [
                .init("method", .choice(["utility", "sum", "topsis"]), default: "utility", "how"),
                .init("weights", .map, default: .map([:]), "weights"),
                .init("scenarios", .map, default: .map([:]), "scenarios"),
                .init("sources", .map, default: .map([:]), "sources"),
                .init("risk_weights", .map, default: .map([:]), "weights of risks"),
            ],
            outputs: [
                .init("ranked", .table), .init("assessments", .table), .init("ranking", .table),
                .init("scenarios", .table),
            ]),
        operation(
            "advise-surveys",
            [
                targets, .init("assessments", .table, "known", isOptional: true),
                .init("contributions", .raster, "what each adds", isMany: true),
            ],
            [
                .init("scale", .choice(["logit", "linear"]), default: "logit", "scale"),
                .init("costs", .map, default: .map([:]), "dollars"),
            ], outputs: [.init("assessments", .table), .init("table", .table)]),
        operation(
            "write-field-files",
            [
                targets, .init("score", .raster, "score"),
                .init("known", .occurrences, "known", isOptional: true),
            ], [.init("title", .text, "title")], outputs: [.init("gpx", .document), .init("kmz", .document)]),
        operation(
            "write-project",
            [
                .init("score", .raster, "score"), .init("uncertainty", .raster, "std", isOptional: true),
                .init("evidence", .raster, "evidence", isMany: true, isOptional: true),
            ], [.init("title", .text, "title"), .init("targets", .flag, default: true, "whether")],
            outputs: [.init("project", .document)]),
    ]
}
