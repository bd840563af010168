package import KernelTypes
package import Operations
package import Survey

/// One class of a layer of classes.
package struct OneHot: StripTransform {
    package static let declaration = Operation(
        name: "one-hot", summary: "Gives 1 where a layer of classes has one class, 0 where it has another.",
        family: .value, inputs: [.init("in", .raster, "a layer of classes, such as lithology")],
        parameters: [
            Parameter("class", .anyNumber, "the class, by its number; one evidence for each class of interest")
        ],
        memory: .twoPass,
        formula: "1 where x = class, else 0. A cell without data has none; a class that no cell has is refused.",
        source: "Dummy coding: Suits (1957), Journal of the American Statistical Association 52.")

    private let settings: Settings
    private let number: Float
    private var cells = 0

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        settings = Settings(parameters, of: Self.declaration)
        number = try settings.cell("class")
    }

    package mutating func learn(from scan: RasterScan) throws {
        var cells = 0
        let number = number
        try scan(0) { strip in
            strip.cells.withSpan { span in
                for index in span.indices where span[index] == number { cells += 1 }
            }
        }
        guard cells > 0 else {
            throw settings.error(
                .unfitInput, "class", "no cell has the class \(number)", "write a number that the layer has")
        }
        self.cells = cells
    }

    package func apply(to inputs: [Strip], into output: Strip) {
        let number = number
        inputs[0].cells.map(into: output.cells) { $0 == number ? 1 : 0 }
    }

    package var figures: [String: Double] { ["cells": Double(cells)] }
}
