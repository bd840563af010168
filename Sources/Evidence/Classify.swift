package import KernelTypes
import Kernels
package import Operations
package import Survey

/// Values into numbered classes, by a rule that finds the breaks.
package struct Classify: StripTransform {
    package static let declaration = Operation(
        name: "classify", summary: "Gives each cell the number of its class, from 1, by a rule that finds the breaks.",
        family: .value, inputs: [.init("in", .raster, "the layer")],
        parameters: [
            Parameter(
                "method", .choice(Method.allCases.map(\.rawValue)),
                """
                equal: as wide as each other; defined: as wide as `interval`; quantile: as many cells in each; natural: \
                as alike as can be within; geometric: each as many times the last; deviation: steps of standard \
                deviations about the mean
                """),
            Parameter("classes", .integer(from: 2, to: 64), default: 5, "how many classes; not of defined"),
            Parameter(
                "interval", .positive, isOptional: true,
                "width of a class: of defined in the layer's unit, of deviation in standard deviations (1 where not set)"
            ),
            Parameter("origin", .anyNumber, default: 0, "defined only: a break from which the others are counted"),
        ],
        memory: .twoPass,
        formula: """
            1 + the number of breaks at most x. equal: min + i (max - min) / n; quantile: the i/n quantiles, exact; \
            geometric: min (max / min)^(i/n), for values above 0; deviation: mean + (i - n/2) · interval · σ; natural: the \
            n groups with the least sum of squared deviations from their means, exact for a layer of up \
            to 512 cells, else for its 512 quantiles (j + 1/2) / 512, with breaks halfway between the groups; \
            defined: floor((x - origin) / interval), counted from the least cell's. Breaks that fall together make one class. A cell without data has none.
            """,
        source: """
            Slocum et al. (2009), Thematic Cartography and Geovisualization, chapter 4; Evans (1977); natural breaks: \
            Fisher (1958), Jenks (1967). A break belongs to the class above it.
            """)

    private enum Method: String, CaseIterable {
        case equal, defined, quantile, natural, geometric, deviation
    }

    private let settings: Settings
    private let method: Method
    private let classes: Int
    private var breaks: [Float] = []
    /// Defined only: classes of this width, the first number being that of the least cell.
    private var interval = 1.0
    private let origin: Double
    private var first = 0.0

    package init(_ parameters: [String: ParameterValue], on grid: AnalysisGrid) throws(OperationError) {
        settings = Settings(parameters, of: Self.declaration)
        guard let method = Method(rawValue: try settings.text("method")) else { throw settings.missing("method") }
        self.method = method
        classes = try settings.integer("classes")
        origin = Double(try settings.cell("origin"))
        let hasInterval = settings.has("interval")
        if method == .defined && !hasInterval {
            throw settings.error(.missingParameter, "interval", "'interval' is not set", "set it: defined needs it")
        }
        if hasInterval && method != .defined && method != .deviation {
            throw settings.error(
                .unknownParameter, "interval", "\(method.rawValue) has no 'interval'", "set 'classes' instead")
        }
        if hasInterval { interval = Double(try settings.cell("interval")) }
    }

    package mutating func learn(from scan: RasterScan) throws {
        let moments = try LayerFigures.moments(from: scan)
        guard moments.valid > 0 else { throw settings.unfit("no cell has a value", "leave this layer out") }
        guard moments.minimum.isFinite, moments.maximum.isFinite else {
            throw settings.unfit("a cell is infinite", "set limits with 'clip' first")
        }
        if method == .defined {
            first = number(of: moments.minimum)
            guard number(of: moments.maximum) - first < 0x1p24 else {
                throw settings.error(
                    .outOfRange, "interval", "classes of \(interval) number more than a cell can count",
                    "write a wider interval")
            }
            return
        }
        let found = try limits(moments, scan).map { Float($0) }
        breaks = Set(found.filter { $0 > Float(moments.minimum) && $0 <= Float(moments.maximum) }).sorted()
        guard !breaks.isEmpty else {
            throw settings.unfit(
                "all cells fall into one class", "use 'reclassify' with breaks of your own, or leave this layer out")
        }
    }

    private func limits(_ moments: Moments, _ scan: RasterScan) throws -> [Double] {
        let steps = (1..<classes).map { Double($0) / Double(classes) }
        let (low, high) = (moments.minimum, moments.maximum)
        switch method {
        case .equal: return steps.map { low + $0 * (high - low) }
        case .quantile: return try LayerFigures.quantiles(steps, from: scan)
        case .geometric:
            guard low > 0 else {
                throw settings.unfit(
                    "the least cell is \(low), and a geometric row starts above 0",
                    "use another method, or shift the layer above 0 with 'expression'")
            }
            return steps.map { low * Elementary.pow(high / low, $0) }
        case .deviation:
            return (1..<classes).map {
                moments.mean + (Double($0) - Double(classes) / 2) * interval * moments.deviation
            }
        case .natural:
            let sample = try sample(moments.valid, scan)
            return NaturalBreaks.limits(of: sample, classes: classes)
        case .defined: return []
        }
    }

    /// All values of a small layer, else quantiles: the same whatever the strips.
    private func sample(_ count: Int, _ scan: RasterScan) throws -> [Double] {
        let size = NaturalBreaks.largestSample
        guard count > size else {
            var values: [Double] = []
            try scan(0) { strip in
                values += strip.cells.values.filter { !$0.isNaN }.map(Double.init)
            }
            return values.sorted()
        }
        return try LayerFigures.quantiles((0..<size).map { (Double($0) + 0.5) / Double(size) }, from: scan)
    }

    private func number(of x: Double) -> Double { ((x - origin) / interval).rounded(.down) }

    package func apply(to inputs: [Strip], into output: Strip) {
        guard method == .defined else {
            let values = (0...breaks.count).map { Float($0 + 1) }
            Kernels.best.reclassify(inputs[0].cells, breaks: breaks, values: values, into: output.cells)
            return
        }
        inputs[0].cells.map(into: output.cells) { Float(number(of: Double($0)) - first + 1) }
    }

    package var figures: [String: Double] {
        var figures = ["classes": Double(breaks.count + 1)]
        if method == .defined { return [:] }
        for (index, limit) in breaks.enumerated() { figures["break_\(index + 1)"] = Double(limit) }
        return figures
    }
}
