package import Operations
import Survey

/// Parts scaled to one sum.
package struct Closure: Procedure {
    package static let declaration = Operation(
        name: "closure", summary: "Scales channels so that they sum to one total in every reading.",
        family: .geochemistry, inputs: [LogRatioText.input],
        parameters: [
            LogRatioText.channels,
            Parameter("total", .positive, default: 1, "what the parts sum to: 1, 100, 1000000"),
            Parameter("unit", .text, default: "", "the unit of the parts, as fits 'total'"),
        ],
        outputs: LogRatioText.outputs, memory: .features,
        formula: "x_i · total / Σ x. The channels are replaced. " + LogRatioText.care,
        source: "Aitchison (1986), The Statistical Analysis of Compositional Data, ch. 2.")

    private let settings: Settings

    package init(_ settings: Settings) throws(OperationError) { self.settings = settings }

    package func run(at bench: any Workbench) throws {
        var readings = try bench.reading("in")
        let composition = try Composition(readings, of: settings)
        let total = try settings.number("total")
        let unit = try settings.text("unit")
        let places = composition.names.compactMap { name in readings.channels.firstIndex { $0.name == name } }
        for reading in 0..<readings.count {
            let parts = composition.parts(reading)
            let sum = parts.reduce(0, +)
            for (place, part) in zip(places, parts) {
                // A part alone is no closed one where another is missing.
                readings.channels[place].values[reading] = sum.isNaN ? .nan : part * (total / sum)
            }
        }
        for place in places {
            readings.channels[place].unit = unit
            readings.channels[place].censored = []
        }
        if let remark = composition.remark { bench.note(remark) }
        try bench.give(readings: readings, to: "out")
    }
}
