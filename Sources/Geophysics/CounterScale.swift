import Operations
import Survey

/// A gravimeter's counter readings in milligals, by the maker's table.
struct CounterScale: Procedure {
    static let declaration = Operation(
        name: "counter-to-mgal", summary: "Turns a gravimeter's counter readings into milligals by its scale table.",
        family: .correction,
        inputs: [
            .init("in", .readings, "readings of the counter"),
            .init("table", .document, "CSV with counter_reading, value_mgal and interval_factor", isOptional: true),
        ],
        parameters: [
            Parameter(
                "channel", .text, isOptional: true,
                "channel of the counter; default: the one called reading, counter or dial"),
            Parameter(
                "factor", .positive, unit: "mGal", isOptional: true,
                "milligals a unit, for instruments with one constant"),
            Parameter("suffix", .text, default: "mgal", "ending of the new channel's name"),
        ],
        outputs: Operation.Output.corrected, memory: .features,
        formula:
            """
            value of the table at or below the reading + (reading - its counter) * its interval factor; or reading * \
            factor.
            """,
        source: "Calibration tables of LaCoste & Romberg model G and D (instruction manual).")

    private let settings: Settings

    init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
    }

    func run(at bench: any Workbench) throws {
        var work = Correction(try bench.reading("in"), settings)
        guard
            let channel = try work.optionalChannel("channel", names: ["reading", "counter", "counterreading", "dial"])
        else {
            throw work.unfit("channel", "no channel is called reading, counter or dial", "set channel")
        }
        let milligals: [Double]
        let origin: String
        if let factor = settings.values["factor"]?.number {
            guard !bench.has("table") else {
                throw work.unfit("factor", "there is a table and a factor", "give one of both")
            }
            milligals = channel.values.map { $0 * factor }
            origin = "\(FigureText.short(factor)) mGal a unit"
        } else {
            guard let bytes = try bench.bytes("table").first else {
                throw settings.error(
                    .missingInput, "table", "there is neither a table nor a factor",
                    "give --in table=FILE, or set factor")
            }
            let scale = try scale(bytes)
            milligals = channel.values.map(scale.milligals)
            origin = "a table of \(scale.counters.count) intervals"
        }
        let lost = zip(channel.values, milligals).count { $0.isFinite && !$1.isFinite }
        let name = "\(channel.name)_\(try settings.text("suffix"))"
        try work.addCorrected(name, chain: "mGal", unit: "mGal", milligals)
        work.quality.statements = [
            "\(name) is \(channel.name) by \(origin); \(lost) readings lie outside it and have no value."
        ]
        work.quality.add("outside_table", Double(lost))
        work.quality.remark(on: work.count) { index in
            channel.values[index].isFinite && !milligals[index].isFinite
                ? "the counter is outside the scale table" : nil
        }
        try work.give(to: bench)
    }

    private func scale(_ bytes: [UInt8]) throws(OperationError) -> Scale {
        guard let table = DocumentTable(bytes), let counter = table.column(["counterreading", "counter", "reading"]),
            let value = table.column(["valuemgal", "value", "mgal"]),
            let factor = table.column(["intervalfactor", "factor"])
        else {
            throw settings.error(
                .unfitInput, "table", "the table lacks counter_reading, value_mgal or interval_factor",
                "write it as CSV with these three columns")
        }
        let scale = Scale(
            counters: table.numbers(counter), values: table.numbers(value), factors: table.numbers(factor))
        guard scale.isOrdered else {
            throw settings.error(
                .unfitInput, "table", "the counters of the table do not ascend, or a cell is no number",
                "correct the table")
        }
        return scale
    }

    struct Scale: Sendable {
        var counters: [Double]
        var values: [Double]
        var factors: [Double]

        var isOrdered: Bool {
            !counters.isEmpty && (counters + values + factors).allSatisfy { $0.isFinite }
                && zip(counters, counters.dropFirst()).allSatisfy { $0 < $1 }
        }

        /// NaN below the table, or further above it than its last step.
        func milligals(_ reading: Double) -> Double {
            guard let place = counters.lastIndex(where: { $0 <= reading }) else { return .nan }
            let step = place > 0 ? counters[place] - counters[place - 1] : .infinity
            guard place + 1 < counters.count || reading - counters[place] <= step else { return .nan }
            return values[place] + (reading - counters[place]) * factors[place]
        }
    }
}
