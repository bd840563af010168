import Operations

extension RunPlan {
    /// What the plan asks of the operations that cut, rank and write targets.
    static let targetNeeds: [Need] = [
        Need(
            operation: "extract-targets", inputs: ["score", "evidence"],
            optionalInputs: ["uncertainty", "known", "contributions", "previous"],
            parameters: ["minimum_area": 1e6, "diagonal": true, "quantile": 0.98], outputs: [.kind(.table)]),
        Need(
            operation: "extract-targets",
            parameters: [
                "minimum_area": 0, "diagonal": false, "above": 0.5, "core": 0.8, "split": 0.1, "simplify": 1,
            ]),
        Need(
            operation: "extract-targets", parameters: ["threshold": "prediction-area", "core_quantile": 0.99]),
        Need(
            operation: "give-document", hasInputs: false, parameters: ["text": "model: x"], outputs: [.name("out")]),
        Need(
            operation: "value-targets", inputs: ["targets", "model"], optionalInputs: ["prices"],
            outputs: [.name("values"), .name("table")]),
        Need(
            operation: "travel-time", inputs: ["to"], optionalInputs: ["elevation", "roads", "barriers"],
            outputs: [.name("out")]),
        Need(operation: "rasterize", parameters: ["background": 0, "all_touched": true], outputs: [.name("out")]),
        Need(
            operation: "rank-targets", inputs: ["targets"],
            optionalInputs: ["values", "prices", "access", "exclusions", "risks"],
            parameters: ["sources": .map(["flood": "a survey"]), "risk_weights": .map(["flood": 0.5])],
            outputs: [.name("ranked"), .name("assessments"), .name("scenarios")]),
        Need(
            operation: "advise-surveys", inputs: ["targets", "contributions"], optionalInputs: ["assessments"],
            parameters: ["scale": "linear"], outputs: [.name("assessments"), .name("table")]),
        Need(
            operation: "write-targets", inputs: ["targets"], optionalInputs: ["assessments"],
            outputs: [.name("gpkg"), .name("geojson"), .name("csv"), .name("xlsx")]),
        Need(
            operation: "write-field-files", inputs: ["targets", "score"], optionalInputs: ["known"],
            parameters: ["title": "Chagai"], outputs: [.name("gpx"), .name("kmz")]),
    ]
}
