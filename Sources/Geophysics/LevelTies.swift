import Operations
import Survey

/// Brings the lines of a survey to one level, by what they and the ties measured where they cross.
struct LevelTies: Procedure {
    static let declaration = Operation(
        name: "level-ties", summary: "Levels lines by least squares on the misfits where they cross ties.",
        family: .correction,
        inputs: [.init("in", .readings, "readings with lines and ties")],
        parameters: [
            Parameter(
                "channel", .text, isOptional: true, "channel to level; default: the chain's last, or the only one in nT"
            ),
            Parameter(
                "order", .integer(from: 0, to: 3), default: 0,
                "degree of the level along each line: 0 a constant, 1 a drift"),
            Parameter(
                "ties", .choice(["move", "hold"]), default: "move",
                "whether ties are levelled too, with their mean held, or stay as they are"),
            Parameter("noise", .positive, unit: "nT", default: 1, "standard deviation of a value at a crossing"),
            Parameter(
                "position_error", .number(from: 0, to: .infinity), unit: "m", default: 5,
                "standard deviation of a position along track; lowers the weight of crossings on steep ground"),
            Parameter("robust", .flag, default: true, "whether misfits beyond 1.5 deviations lose weight (Huber)"),
            Parameter(
                "gap", .number(from: 1, to: .infinity), default: 5,
                "a step longer than this many median steps is no track"),
            Parameter("suffix", .text, default: "levelled", "ending of the new channel's name"),
        ],
        outputs: Operation.Output.corrected + [.init("crossings", .table)], memory: .features,
        formula: """
            min Σ w (m - L(line) + L(tie))^2, m = line - tie at the crossing, L Legendre polynomials along the line; \
            1/w = noise^2 + (position_error * gradient)^2 summed over both; levelled = v - L. The ties' mean level is \
            zero.
            """,
        source: "Weighted tie-line levelling as in Reeves (2005); weights after Mauring et al. (2002); Huber (1964).")

    private let settings: Settings
    private let order: Int
    private let movesTies: Bool

    init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        order = try settings.integer("order")
        movesTies = try settings.text("ties") == "move"
    }

    func run(at bench: any Workbench) throws {
        var work = Correction(try bench.reading("in"), settings)
        let channel = try work.channel("channel", unit: "nT", names: ReferenceField.fieldNames)
        let lines = try work.flownLines()
        guard lines.contains(where: { $0.kind == .tie }) else {
            throw work.unfit("in", "the survey has no ties", "mark them as ties in the file, or run detect-lines")
        }
        var search = CrossingSearch(lines: lines, plane: try Plane(work.readings, at: bench), values: channel.values)
        let crossings = search.crossings(gap: try settings.number("gap"))
        guard !crossings.isEmpty else {
            throw work.unfit("in", "no line crosses a tie", "check which lines are ties, and the CRS")
        }
        let model = try fit(crossings, lines, work)
        var levelled = channel.values
        for (index, line) in lines.enumerated() {
            for reading in line.readings {
                levelled[reading] -= model.level(of: index, at: LevelModel.part(of: Double(reading), in: line.readings))
            }
        }
        let name = "\(channel.name)_\(try settings.text("suffix"))"
        try work.addCorrected(name, chain: "nT", unit: channel.unit, levelled)
        work.plotChange(of: channel, to: name, levelled)
        let after = crossings.map { crossing in
            crossing.misfit - model.level(of: crossing.line, at: crossing.linePart)
                + model.level(of: crossing.tie, at: crossing.tiePart)
        }
        let table = Self.table(crossings, after, lines)
        report(&work, (channel.name, name), crossings, after, lines, model, skipped: search.skippedSegments)
        try bench.give(table: table, to: "crossings")
        work.quality.add("Crossings", table)
        try work.give(to: bench)
    }

    private func fit(_ crossings: [Crossing], _ lines: [Readings.Line], _ work: Correction) throws -> LevelModel {
        let noise = try settings.number("noise")
        let shift = try settings.number("position_error")
        let start = crossings.map { crossing -> Double in
            let slope = crossing.lineGradient * crossing.lineGradient + crossing.tieGradient * crossing.tieGradient
            return 1 / (noise * noise + shift * shift * slope)
        }
        var weights = start
        var model = try solve(crossings, lines, weights, work)
        guard try settings.flag("robust") else { return model }
        // Huber's weights, from the residuals in units of their own spread; ten rounds settle them.
        for _ in 0..<10 {
            let residuals = zip(crossings, start).map { crossing, weight in
                let level =
                    model.level(of: crossing.line, at: crossing.linePart)
                    - model.level(of: crossing.tie, at: crossing.tiePart)
                return (crossing.misfit - level) * weight.squareRoot()
            }
            let limit = max(1.5 * 1.4826 * Sample(residuals.map(\.magnitude)).median, 1e-9)
            weights = zip(start, residuals).map { $0 * ($1.magnitude <= limit ? 1 : limit / $1.magnitude) }
            model = try solve(crossings, lines, weights, work)
        }
        return model
    }

    private func solve(
        _ crossings: [Crossing], _ lines: [Readings.Line], _ weights: [Double], _ work: Correction
    ) throws(OperationError) -> LevelModel {
        do {
            return try LevelModel(
                lineCount: lines.count, isTie: lines.map { $0.kind == .tie }, crossings: crossings, weights: weights,
                order: order, movesTies: movesTies)
        } catch {
            throw work.unfit("in", "the levels of the lines do not follow from the crossings", "set a lower order")
        }
    }

    private static func table(_ crossings: [Crossing], _ after: [Double], _ lines: [Readings.Line]) -> Table {
        var table = Table(columns: ["line", "tie", "x_m", "y_m", "misfit_before", "misfit_after"])
        for (crossing, rest) in zip(crossings, after) {
            table.rows.append([
                .text(lines[crossing.line].name), .text(lines[crossing.tie].name), .number(crossing.place.x),
                .number(crossing.place.y), .number(crossing.misfit), .number(rest),
            ])
        }
        return table
    }

    private func report(
        _ work: inout Correction, _ names: (before: String, after: String), _ crossings: [Crossing], _ after: [Double],
        _ lines: [Readings.Line], _ model: LevelModel, skipped: Int
    ) {
        let before = crossings.map(\.misfit)
        let (first, last) = (Sample(before).rootMeanSquare, Sample(after).rootMeanSquare)
        work.quality.statements = [
            """
            \(names.after) is \(names.before) levelled by \(crossings.count) crossings of lines and ties, degree \
            \(order) along each; ties \(movesTies ? "moved with their mean held" : "held").
            """,
            """
            Misfit at crossings: \(FigureText.fixed(first, 3)) before, \(FigureText.fixed(last, 3)) after (root mean \
            square).
            """,
        ]
        work.quality.add("crossings", Double(crossings.count))
        work.quality.add("misfit_rms_before", first, "nT")
        work.quality.add("misfit_rms_after", last, "nT")
        work.quality.add("skipped_steps", Double(skipped))
        var table = Table(columns: ["line", "kind", "crossings", "level_start", "level_middle", "level_end"])
        for (index, line) in lines.enumerated() {
            let count = crossings.count { $0.line == index || $0.tie == index }
            let levels = [-1, 0, 1].map { Table.Value.number(model.level(of: index, at: $0)) }
            table.rows.append([.text(line.name), .text(line.kind.rawValue), .whole(count)] + levels)
            if count == 0, line.kind != .base {
                work.quality.statements.append(
                    "\(line.kind.rawValue.capitalised) \(line.name) crosses nothing and stays as it was.")
            }
        }
        work.quality.add("Levels taken off each line", table)
        let series = [(name: "before", values: before), (name: "after", values: after)]
        if let plot = QualityRecord.Plot.histogram("Misfits at crossings", of: series, unit: "nT") {
            work.quality.plots.append(plot)
        }
    }
}
