package import KernelTypes
package import Operations
package import Survey

/// Yes or no.
package struct Binarise: StripTransform {
    package static let declaration = Operation(
        name: "binarise", summary: "Gives 1 where a cell meets a condition, 0 where it does not.", family: .value,
        inputs: [.init("in", .raster, "the layer")],
        parameters: [
            Parameter(
                "where", .text, "the condition: '> 100', '>= 100', '< 5', '<= 5', '= 4', '!= 0', 'between 2 3'")
        ],
        memory: .strip, formula: "1 where x meets the condition, else 0. A cell without data has none.",
        source: "Definition; numbers are compared as cells hold them (32 bits).")

    private let condition: CellCondition

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        let settings = Settings(parameters, of: Self.declaration)
        condition = try CellCondition(settings.text("where"), of: settings.operation, key: "where")
    }

    package func apply(to inputs: [Strip], into output: Strip) {
        let condition = condition
        inputs[0].cells.map(into: output.cells) { condition.isMet(by: $0) ? 1 : 0 }
    }
}
