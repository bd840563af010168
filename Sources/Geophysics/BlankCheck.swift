import Operations
import Survey

/// Whether blanks stayed blank.
struct BlankCheck: Procedure {
    static let declaration = Operation(
        name: "blanks", summary: "Checks blank samples against a multiple of the detection limit, and for carry-over.",
        family: .geochemistry, inputs: [.init("in", .readings, "samples in the order of analysis, blanks among them")],
        parameters: [
            AssayChannels.channelsParameter,
            Parameter(
                "type", .text, isOptional: true,
                "column that says which samples are blanks; default: sample_type, type or standard"),
            Parameter(
                "blank", .words, default: ["blank", "BLANK", "Blank", "BLK"], "what that column says of a blank"),
            Parameter(
                "limits", .map, isOptional: true,
                "detection limit by channel; default: the least limit among its values below detection"),
            Parameter("multiple", .positive, default: 3, "a blank above so many detection limits fails"),
        ],
        outputs: Operation.Output.corrected + [.init("table", .table)], memory: .features,
        formula:
            """
            fails where v > multiple * detection limit; carry-over is told by the rank correlation of blanks with the \
            sample before.
            """,
        source: "Common laboratory practice (Abzalov 2008); Spearman's rank correlation.")

    private let settings: Settings

    init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
    }

    func run(at bench: any Workbench) throws {
        var work = Correction(try bench.reading("in"), settings)
        guard let types = try work.words("type", names: ["sampletype", "type", "standard", "standardid", "crm"]) else {
            throw work.unfit("type", "no column says which samples are blanks", "set type")
        }
        let words = settings.words("blank")
        let blanks = types.indices.filter { words.contains(types[$0]) }
        guard !blanks.isEmpty else {
            throw work.unfit(
                "in", "no sample is called \(words.joined(separator: ", "))", "set blank to the word that is used")
        }
        let multiple = try settings.number("multiple")
        var table = Table(columns: [
            "channel", "blanks", "failed", "greatest", "detection_limit", "carry_over_correlation",
        ])
        var remarks: [Int: [String]] = [:]
        var failed = 0
        for channel in try AssayChannels.chosen(work) {
            let own = settings.values["limits"]?.map?[channel.name]?.number
            guard let limit = own ?? channel.censored.filter({ !$0.isAbove }).map(\.limit).min() else {
                table.rows.append([.text(channel.name), .whole(blanks.count), .missing, .missing, .missing, .missing])
                work.quality.statements.append(
                    "\(channel.name) has no known detection limit: its blanks are not judged.")
                continue
            }
            let values = AssayChannels.substituted(channel)
            let over = blanks.filter { values[$0] > multiple * limit }
            for index in over {
                remarks[index, default: []].append(
                    "blank with \(FigureText.short(values[index])) \(channel.unit) \(channel.name)")
            }
            failed += over.count
            let pairs = blanks.filter { $0 > 0 && values[$0].isFinite && values[$0 - 1].isFinite }
            let correlation = RankCorrelation.spearman(pairs.map { values[$0 - 1] }, pairs.map { values[$0] })
            table.rows.append([
                .text(channel.name), .whole(blanks.count), .whole(over.count),
                .number(Sample(blanks.map { values[$0] }).maximum),
                .number(limit), correlation.map { .number($0) } ?? .missing,
            ])
        }
        work.quality.statements.insert(
            "\(blanks.count) blanks; \(failed) values lie above \(FigureText.short(multiple)) detection limits.", at: 0)
        work.quality.add("blanks", Double(blanks.count))
        work.quality.add("blank_values_failed", Double(failed))
        work.quality.add("Blanks", table)
        work.quality.remark(on: work.count) { remarks[$0]?.joined(separator: "; ") }
        try bench.give(table: table, to: "table")
        try work.give(to: bench)
    }
}
