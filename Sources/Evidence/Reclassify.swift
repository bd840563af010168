package import KernelTypes
import Kernels
package import Operations
package import Survey

/// Values into classes: by breaks between them, or each value by itself.
package struct Reclassify: StripTransform {
    package static let declaration = Operation(
        name: "reclassify", summary: "Gives each cell the number of its class.", family: .value,
        inputs: [.init("in", .raster, "the layer")],
        parameters: [
            Parameter(
                "breaks", .numbers, isOptional: true,
                "ascending limits between classes; a limit belongs to the class above"),
            Parameter("values", .numbers, isOptional: true, "the classes' numbers, one more than breaks"),
            Parameter("from", .numbers, isOptional: true, "single values to replace, instead of breaks"),
            Parameter("to", .numbers, isOptional: true, "what each value of `from` becomes"),
            Parameter(
                "otherwise", .anyNumber, isOptional: true,
                "what a value that is not in `from` becomes; no data where it is not set"),
        ],
        memory: .strip,
        formula: """
            breaks and values: values[i] where breaks[i-1] ≤ x < breaks[i]; or from and to: to[i] where x = from[i], \
            compared as cells hold it (32 bits). A cell without data has none.
            """,
        source:
            "Manual classes as in Bonham-Carter (1994), section 9.2; classes are closed below, as in numpy.digitize.")

    private enum Rule {
        case breaks([Float], values: [Float])
        case exact(from: [Float], to: [Float], otherwise: Float)
    }

    private let rule: Rule

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        let settings = Settings(parameters, of: Self.declaration)
        let isByBreaks = settings.has("breaks") || settings.has("values")
        let isExact = settings.has("from") || settings.has("to")
        guard isByBreaks != isExact else {
            throw settings.error(
                isExact ? .unknownParameter : .missingParameter, "breaks",
                isExact ? "breaks and single values are both set" : "neither breaks nor single values are set",
                "set either 'breaks' and 'values', or 'from' and 'to'")
        }
        rule = isByBreaks ? try Self.breaks(settings) : try Self.exact(settings)
    }

    package func apply(to inputs: [Strip], into output: Strip) {
        switch rule {
        case .breaks(let breaks, let values):
            Kernels.best.reclassify(inputs[0].cells, breaks: breaks, values: values, into: output.cells)
        case .exact(let from, let to, let otherwise):
            Self.replace(inputs[0].cells, from: from, to: to, otherwise: otherwise, into: output.cells)
        }
    }

    private static func breaks(_ settings: Settings) throws(OperationError) -> Rule {
        let breaks = try settings.cells("breaks")
        let values = try settings.cells("values")
        guard values.count == breaks.count + 1 else {
            throw settings.error(
                .outOfRange, "values", "\(breaks.count) breaks make \(breaks.count + 1) classes, not \(values.count)",
                "write \(breaks.count + 1) values")
        }
        for (low, high) in zip(breaks, breaks.dropFirst()) where low >= high {
            throw settings.error(
                .outOfRange, "breaks", "\(high) does not lie above \(low)", "write the breaks in ascending order")
        }
        if settings.has("otherwise") {
            throw settings.error(
                .unknownParameter, "otherwise", "breaks leave no value over", "leave 'otherwise' out")
        }
        return .breaks(breaks, values: values)
    }

    private static func exact(_ settings: Settings) throws(OperationError) -> Rule {
        let from = try settings.cells("from")
        let to = try settings.cells("to")
        guard from.count == to.count, !from.isEmpty else {
            throw settings.error(
                .outOfRange, "to", "there are \(from.count) values and \(to.count) replacements",
                "write one number in 'to' for each in 'from'")
        }
        let pairs = zip(from, to).sorted { $0.0 < $1.0 }
        for (pair, next) in zip(pairs, pairs.dropFirst()) where pair.0 == next.0 {
            throw settings.error(.outOfRange, "from", "\(next.0) stands there twice", "write each value once")
        }
        let otherwise = settings.has("otherwise") ? Float(try settings.number("otherwise")) : .nan
        return .exact(from: pairs.map(\.0), to: pairs.map(\.1), otherwise: otherwise)
    }

    private static func replace(_ input: Cells, from: [Float], to: [Float], otherwise: Float, into output: Cells) {
        input.withSpan { input in
            output.withMutableSpan { output in
                for index in input.indices {
                    output[index] = replacement(of: input[index], from, to, otherwise)
                }
            }
        }
    }

    /// By halving: `from` ascends.
    private static func replacement(of value: Float, _ from: [Float], _ to: [Float], _ otherwise: Float) -> Float {
        guard !value.isNaN else { return .nan }
        var low = 0
        var high = from.count
        while low < high {
            let middle = (low + high) / 2
            if from[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low < from.count && from[low] == value ? to[low] : otherwise
    }
}
