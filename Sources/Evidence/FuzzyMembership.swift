package import KernelTypes
import Kernels
package import Operations
package import Survey

/// Values into degrees of membership of a fuzzy set.
package struct FuzzyMembership: StripTransform {
    package static let declaration = Operation(
        name: "fuzzy-membership", summary: "Gives each cell's degree of membership, 0...1, of a fuzzy set.",
        family: .value, inputs: [.init("in", .raster, "the layer")],
        parameters: [
            Parameter(
                "kind", .choice(Kind.allCases.map(\.rawValue)),
                """
                linear rises from low to high; small and large favour values below and above the midpoint; near and \
                gaussian favour the midpoint
                """),
            Parameter("low", .anyNumber, isOptional: true, "linear only: membership 0; above `high` it falls instead"),
            Parameter("high", .anyNumber, isOptional: true, "linear only: membership 1"),
            Parameter(
                "midpoint", .anyNumber, isOptional: true,
                "not linear: membership 0.5 of small and large (above 0), 1 of near and gaussian"),
            Parameter(
                "spread", .positive, isOptional: true,
                """
                not linear: steepness of small and large, a pure number such as 5; of near and gaussian in the unit \
                of 1/x², such as 0.1
                """),
        ],
        memory: .strip,
        formula: """
            linear: (x - low) / (high - low) within 0...1; small: 1 / (1 + (x/midpoint)^spread), 1 where x ≤ 0; \
            large: 1 / (1 + (x/midpoint)^-spread), 0 where x ≤ 0; near: 1 / (1 + spread (x - midpoint)²); \
            gaussian: exp(-spread (x - midpoint)²). A cell without data has none.
            """,
        source: "Zadeh (1965); Tsoukalas and Uhrig (1997); conventions of ArcGIS and the EIS Toolkit.")

    private enum Kind: String, CaseIterable {
        case linear, small, large, near, gaussian

        var parameters: [String] { self == .linear ? ["low", "high"] : ["midpoint", "spread"] }
    }

    private let membership: Membership

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        let settings = Settings(parameters, of: Self.declaration)
        guard let kind = Kind(rawValue: try settings.text("kind")) else { throw settings.missing("kind") }
        for key in ["low", "high", "midpoint", "spread"] {
            let isOwn = kind.parameters.contains(key)
            if isOwn && !settings.has(key) {
                throw settings.error(
                    .missingParameter, key, "'\(key)' is not set", "set it: \(kind.rawValue) needs it")
            }
            if !isOwn && settings.has(key) {
                throw settings.error(
                    .unknownParameter, key, "\(kind.rawValue) has no '\(key)'",
                    "set " + kind.parameters.joined(separator: " and "))
            }
        }
        let first = Float(try settings.number(kind.parameters[0]))
        let second = Float(try settings.number(kind.parameters[1]))
        membership =
            switch kind {
            case .linear: .linear(low: first, high: second)
            case .small: .small(midpoint: first, spread: second)
            case .large: .large(midpoint: first, spread: second)
            case .near: .near(midpoint: first, spread: second)
            case .gaussian: .gaussian(midpoint: first, spread: second)
            }
        guard membership.isValid else {
            let remedy =
                switch kind {
                case .linear: "write two numbers that differ"
                case .small, .large: "write a midpoint and a spread above 0"
                case .near, .gaussian: "write a finite midpoint and a spread above 0"
                }
            throw settings.error(
                .outOfRange, kind.parameters[0],
                "\(kind.rawValue) has no membership with \(kind.parameters[0]) \(first) and \(kind.parameters[1]) \(second)",
                remedy)
        }
    }

    package func apply(to inputs: [Strip], into output: Strip) {
        Kernels.best.membership(inputs[0].cells, membership, into: output.cells)
    }
}
