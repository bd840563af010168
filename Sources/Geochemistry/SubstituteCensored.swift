package import Operations
import Survey

/// Values in the place of those below detection, by a stated rule.
package struct SubstituteCensored: Procedure {
    package static let declaration = Operation(
        name: "substitute-censored",
        summary: "Puts a stated fraction of the detection limit in the place of values below it.",
        family: .geochemistry, inputs: [Operation.Input("in", .readings, "readings with censored values")],
        parameters: [
            Parameter(
                "channels", .words, isOptional: true, "which channels; without it, all that have censored values"),
            Parameter(
                "rule", .choice(["half", "root2", "factor"]), default: "half",
                "half: limit / 2; root2: limit / √2; factor: limit · factor"),
            Parameter("factor", .number(from: 0.000_001, to: 1), isOptional: true, "rule=factor: of the limit"),
        ],
        outputs: [.init("out", .readings)], memory: .features,
        formula: """
            x = limit / 2, limit / √2 or limit · factor for each value below its limit. Values above an instrument's \
            range stay censored. The figures count what was put in, by channel.
            """,
        source: "Limit / 2 and limit / √2: Hornung and Reed (1990), Applied Occupational and Environmental Hygiene 5.")

    private let settings: Settings
    private let factor: Double

    package init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        switch try settings.text("rule") {
        case "half": factor = 0.5
        case "root2": factor = 0.5.squareRoot()
        default: factor = try settings.number("factor")
        }
        if settings.has("factor"), try settings.text("rule") != "factor" {
            throw settings.error(
                .outOfRange, "factor", "'factor' is set and the rule is another", "set rule=factor, or leave it out")
        }
    }

    package func run(at bench: any Workbench) throws {
        var readings = try bench.reading("in")
        let names = Set(try Composition.pick(readings, of: settings, key: "channels").map(\.name))
        var total = 0
        for index in readings.channels.indices where names.contains(readings.channels[index].name) {
            let channel = readings.channels[index]
            var kept: [Readings.Censored] = []
            for limit in channel.censored {
                guard !limit.isAbove else {
                    kept.append(limit)
                    continue
                }
                guard limit.limit > 0, limit.limit.isFinite else {
                    throw settings.error(
                        .unfitInput, "in",
                        "'\(channel.name)' has a detection limit of \(limit.limit) at reading \(limit.reading + 1)",
                        "deliver the limit, such as <0.5")
                }
                readings.channels[index].values[limit.reading] = limit.limit * factor
            }
            let count = channel.censored.count - kept.count
            readings.channels[index].censored = kept
            if count > 0 { bench.record("substituted_\(channel.name)", Double(count)) }
            total += count
        }
        bench.record("substituted", Double(total))
        bench.note("\(total) values below detection were replaced by \(factor) of their limits.")
        try bench.give(readings: readings, to: "out")
    }
}
