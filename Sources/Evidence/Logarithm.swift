package import KernelTypes
package import Operations
package import Survey

/// Logarithms, for what spans orders of magnitude.
package struct Logarithm: StripTransform {
    package static let declaration = Operation(
        name: "log", summary: "Gives the logarithm of each cell, after a shift.", family: .value,
        inputs: [.init("in", .raster, "the layer, such as concentrations")],
        parameters: [
            Parameter("base", .choice(["e", "2", "10"]), default: "10", "base of the logarithm"),
            Parameter(
                "shift", .anyNumber, default: 0, "added to each cell first, in its unit, so that all are above 0"),
            Parameter(
                "nonpositive", .choice(["refuse", "missing"]), default: "refuse",
                "whether a cell that is not above 0 after the shift ends the work, or becomes no data"),
        ],
        memory: .twoPass, formula: "log_base(x + shift). A cell without data has none.",
        source: "Box and Cox (1964), An analysis of transformations, section 2, with λ2 as the shift and λ1 = 0.")

    private let settings: Settings
    private let base: String
    private let shift: Double
    private let refuses: Bool

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        settings = Settings(parameters, of: Self.declaration)
        base = try settings.text("base")
        shift = Double(try settings.cell("shift"))
        refuses = try settings.text("nonpositive") == "refuse"
    }

    package mutating func learn(from scan: RasterScan) throws {
        guard refuses else { return }
        let least = try LayerFigures.moments(from: scan).minimum
        guard least.isNaN || least + shift > 0 else {
            throw settings.error(
                .unfitInput, "shift", "the least cell is \(least), which a shift of \(shift) does not bring above 0",
                "set a shift above \(-least), or nonpositive=missing")
        }
    }

    package func apply(to inputs: [Strip], into output: Strip) {
        let shift = shift
        // 1 / ln of the base; what the product loses is far below a cell's digits.
        let factor =
            switch base {
            case "2": 1.4426950408889634
            case "10": 0.4342944819032518
            default: 1.0
            }
        inputs[0].cells.map(into: output.cells) { Float(Elementary.log(Double($0) + shift) * factor) }
    }
}
