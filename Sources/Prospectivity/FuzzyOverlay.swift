package import KernelTypes
import Kernels
package import Operations
package import Survey

/// Several memberships as one: and, or, product, sum, gamma.
package struct FuzzyOverlay: StripTransform {
    package static let declaration = Operation(
        name: "fuzzy-overlay", summary: "Combines fuzzy memberships cell by cell.", family: .model,
        inputs: [.init("in", .raster, "memberships in 0...1, one or more", isMany: true)],
        parameters: [
            .init("method", .choice(["and", "or", "product", "sum", "gamma"]), default: "gamma", "how they combine"),
            .init(
                "gamma", .number(from: 0, to: 1), default: 0.9,
                "weight of the sum against the product; only for the method gamma"),
        ],
        memory: .strip,
        formula: """
            and: min μ; or: max μ; product: ∏ μ; sum: 1 - ∏(1 - μ); gamma: sum^γ · product^(1-γ). \
            A cell where any input has no data has none.
            """,
        source: """
            An, Moon and Rencz (1991); Bonham-Carter (1994), Geographic Information Systems for Geoscientists, \
            section 9.4. Memberships are taken as they are, not clamped to 0...1.
            """)

    private let overlay: Overlay

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        switch parameters["method"]?.text {
        case "and": overlay = .and
        case "or": overlay = .or
        case "product": overlay = .product
        case "sum": overlay = .sum
        default: overlay = .gamma(Float(parameters["gamma"]?.number ?? 0.9))
        }
    }

    package func apply(to inputs: [Strip], into output: Strip) {
        Kernels.best.overlay(inputs.map(\.cells), overlay, into: output.cells)
    }
}
