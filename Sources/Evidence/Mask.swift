package import KernelTypes
package import Operations
package import Survey

/// A layer where another allows it.
package struct Mask: StripTransform {
    package static let declaration = Operation(
        name: "mask", summary: "Keeps a layer where a mask meets a condition, and makes the rest no data.",
        family: .value,
        inputs: [.init("in", .raster, "the layer"), .init("mask", .raster, "the layer that decides")],
        parameters: [
            Parameter(
                "where", .text, default: "!= 0",
                "which cells of the mask keep: '> 100', '>= 100', '< 5', '<= 5', '= 4', '!= 0', 'between 2 3'"),
            Parameter("invert", .flag, default: false, "keep the other cells: those that do not meet the condition"),
        ],
        memory: .strip,
        formula: """
            x where the mask meets the condition, else no data. A cell in which the mask has no data meets no condition, \
            so `invert` keeps it.
            """,
        source: "Definition.")

    private let condition: CellCondition
    private let isInverted: Bool

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        let settings = Settings(parameters, of: Self.declaration)
        condition = try CellCondition(settings.text("where"), of: settings.operation, key: "where")
        isInverted = try settings.flag("invert")
    }

    package func apply(to inputs: [Strip], into output: Strip) {
        let (condition, isInverted) = (condition, isInverted)
        inputs[0].cells.withSpan { cells in
            inputs[1].cells.withSpan { mask in
                output.cells.withMutableSpan { output in
                    for index in cells.indices {
                        let isKept = condition.isMet(by: mask[index]) != isInverted
                        output[index] = isKept && cells[index].isFinite ? cells[index] : .nan
                    }
                }
            }
        }
    }
}
