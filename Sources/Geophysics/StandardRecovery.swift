import Operations
import Survey

/// How well certified reference materials in a batch came back.
struct StandardRecovery: Procedure {
    static let declaration = Operation(
        name: "crm-recovery",
        summary: "Checks certified reference materials among samples against their certified values.",
        family: .geochemistry,
        inputs: [
            .init("in", .readings, "samples with a column that names the reference material"),
            .init("standards", .document, "CSV with standard, channel, value and deviation, in the channel's unit"),
        ],
        parameters: [
            Parameter(
                "standard", .text, isOptional: true,
                "column that names the material; default: standard, crm or sample_type"),
            Parameter(
                "batch", .text, isOptional: true, "column that names the batch; default: batch or job, else all"),
            Parameter("warn", .positive, default: 2, "deviations from the certified value that warn"),
            Parameter("fail", .positive, default: 3, "deviations from the certified value that fail"),
        ],
        outputs: Operation.Output.corrected + [.init("table", .table)], memory: .features,
        formula: """
            recovery = 100 v / certified; z = (v - certified) / deviation. Warned beyond `warn`, failed beyond \
            `fail`, or where two in a row of one material and batch are warned on one side (Westgard's 2-2s).
            """,
        source: "Control charts after Shewhart; Westgard et al. (1981), Clinical Chemistry 27; Abzalov (2008).")

    private let settings: Settings
    private let warn: Double
    private let fail: Double

    init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        warn = try settings.number("warn")
        fail = try settings.number("fail")
        guard warn <= fail else {
            throw settings.error(.outOfRange, "warn", "warn is above fail", "set warn below fail")
        }
    }

    private struct Certified {
        var standard: String
        var channel: String
        var value: Double
        var deviation: Double
    }

    func run(at bench: any Workbench) throws {
        var work = Correction(try bench.reading("in"), settings)
        let certified = try self.certified(bench)
        guard let names = try work.words("standard", names: ["standard", "standardid", "crm", "crmid", "sampletype"])
        else {
            throw work.unfit("standard", "no column names the reference materials", "set standard")
        }
        let batches = try work.words("batch", names: ["batch", "batchid", "job", "jobid", "despatch"])
        var table = Table(columns: [
            "reading", "batch", "standard", "channel", "value", "certified", "recovery_percent", "z", "verdict",
        ])
        var verdicts: [Int: [String]] = [:]
        var scores: [String: [Double]] = [:]
        var counts = ["pass": 0, "warn": 0, "fail": 0]
        for entry in certified {
            guard let channel = work.readings.channel(entry.channel) else {
                throw work.unfit(
                    "standards", "the certified channel '\(entry.channel)' is not among the readings",
                    "name it as the readings do")
            }
            var last: [String: Double] = [:]
            for index in names.indices where names[index] == entry.standard && channel.values[index].isFinite {
                let value = channel.values[index]
                let z = (value - entry.value) / entry.deviation
                let batch = batches?[index] ?? "all"
                let before = last[batch] ?? 0
                let isRun = min(z.magnitude, before.magnitude) > warn && (z > 0) == (before > 0)
                let verdict = z.magnitude > fail || isRun ? "fail" : z.magnitude > warn ? "warn" : "pass"
                last[batch] = z
                counts[verdict, default: 0] += 1
                scores["\(entry.standard) \(entry.channel)", default: []].append(z)
                if verdict != "pass" {
                    verdicts[index, default: []].append(
                        "\(entry.channel) \(FigureText.fixed(z, 1)) deviations off (\(verdict))")
                }
                table.rows.append([
                    .whole(index + 1), .text(batch), .text(entry.standard), .text(entry.channel), .number(value),
                    .number(entry.value), .number(100 * value / entry.value), .number(z), .text(verdict),
                ])
            }
        }
        guard !table.rows.isEmpty else {
            throw work.unfit(
                "in",
                """
                none of the materials \(Set(certified.map(\.standard)).sorted().joined(separator: ", ")) is among the \
                samples
                """,
                "check the names")
        }
        let total = table.rows.count
        work.quality.statements = [
            """
            \(total) values of reference materials: \(counts["pass"] ?? 0) pass, \(counts["warn"] ?? 0) warned, \
            \(counts["fail"] ?? 0) failed.
            """
        ]
        for (verdict, count) in counts.sorted(by: { $0.key < $1.key }) {
            work.quality.add("standards_\(verdict)", Double(count))
        }
        work.quality.add("Reference materials", table)
        work.quality.remark(on: work.count) { verdicts[$0]?.joined(separator: "; ") }
        for (name, own) in scores.sorted(by: { $0.key < $1.key }).prefix(24) {
            work.quality.plots.append(
                .init(
                    title: "Control chart of \(name)", kind: .profile, xTitle: "in order of analysis",
                    yTitle: "deviations",
                    curves: [.init("z", x: own.indices.map(Double.init), y: own)]))
        }
        try bench.give(table: table, to: "table")
        try work.give(to: bench)
    }

    private func certified(_ bench: any Workbench) throws -> [Certified] {
        var found: [Certified] = []
        for bytes in try bench.bytes("standards") {
            guard let table = DocumentTable(bytes), let standard = table.column(["standard", "standardid", "crm"]),
                let channel = table.column(["channel", "element", "analyte"]),
                let value = table.column(["value", "certified", "mean"]),
                let deviation = table.column(["deviation", "sd", "std", "stddev", "standarddeviation"])
            else {
                throw settings.error(
                    .unfitInput, "standards", "the table lacks standard, channel, value or deviation",
                    "write it as CSV with these columns")
            }
            for (index, row) in table.rows.enumerated() {
                let entry = Certified(
                    standard: row[standard], channel: row[channel], value: table.numbers(value)[index],
                    deviation: table.numbers(deviation)[index])
                guard entry.value > 0, entry.deviation > 0 else {
                    throw settings.error(
                        .unfitInput, "standards", "row \(index + 2) has no value or deviation above zero", "correct it")
                }
                found.append(entry)
            }
        }
        return found
    }
}
