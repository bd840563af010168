import Operations
import Survey

/// Joins the records of a chain of corrections into one page that a geophysicist reads and signs.
struct QualityReport: Procedure {
    static let declaration = Operation(
        name: "qc-report", summary: "Joins the records of corrections into one page with tables and plots.",
        family: .product,
        inputs: [.init("in", .document, "the qc outputs of corrections, in their order", isMany: true)],
        parameters: [
            Parameter("title", .text, default: "Quality control", "head of the page"),
            Parameter(
                "rows", .integer(from: 1, to: 100_000), default: 200,
                "rows shown of each table and list; the count is always told"),
        ],
        outputs: [.init("out", .document)], memory: .features,
        formula: "None: what each correction recorded, as it recorded it.",
        source: "Own layout; one file, no script, nothing fetched; names from files are escaped.")

    private let title: String
    private let rows: Int

    init(_ settings: Settings) throws(OperationError) {
        title = try settings.text("title")
        rows = try settings.integer("rows")
    }

    func run(at bench: any Workbench) throws {
        let records = try bench.values("in", as: QualityRecord.self)
        let names = bench.names(of: "in")
        bench.record("corrections", Double(records.count))
        try bench.give(text: page(Array(zip(names, records))), ending: "html", to: "out")
    }

    func page(_ records: [(name: String, record: QualityRecord)]) -> String {
        var html = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(MarkupText.escaped(title))</title>
            <style>\(Self.style)</style></head><body>
            <h1>\(MarkupText.escaped(title))</h1>
            <ol class="contents">

            """
        for (index, entry) in records.enumerated() {
            let name = MarkupText.escaped(entry.name)
            let operation = MarkupText.escaped(entry.record.operation)
            html += "<li><a href=\"#c\(index)\">\(operation)</a>\(name == operation ? "" : " · \(name)")</li>\n"
        }
        html += "</ol>\n"
        for (index, entry) in records.enumerated() { html += section(entry.record, entry.name, index) }
        html += """
            <section class="signature"><h2>Signature</h2>
            <p>Checked by: ______________________________ Date: ____________________</p></section>
            </body></html>

            """
        return html
    }

    private func section(_ record: QualityRecord, _ name: String, _ index: Int) -> String {
        var html = "<section id=\"c\(index)\"><h2>\(index + 1). \(MarkupText.escaped(record.operation))</h2>\n"
        if name != record.operation { html += "<p class=\"name\">\(MarkupText.escaped(name))</p>\n" }
        for statement in record.statements { html += "<p>\(MarkupText.escaped(statement))</p>\n" }
        if !record.figures.isEmpty {
            html += "<dl>"
            for figure in record.figures {
                let label = MarkupText.escaped(String(figure.name.map { $0 == "_" ? " " : $0 }))
                html +=
                    """
                    <div><dt>\(label)</dt><dd>\(FigureText.short(figure.value)) \
                    \(MarkupText.escaped(figure.unit))</dd></div>
                    """
            }
            html += "</dl>\n"
        }
        for plot in record.plots {
            html +=
                "<figure>\(PlotDrawing(plot).svg)<figcaption>\(MarkupText.escaped(plot.title))</figcaption></figure>\n"
        }
        for table in record.tables { html += self.table(table) }
        return html + remarks(record) + "</section>\n"
    }

    private func table(_ named: QualityRecord.NamedTable) -> String {
        let table = named.table
        var html =
            "<details><summary>\(MarkupText.escaped(named.title)) (\(table.rows.count))</summary><table><thead><tr>"
        for column in table.columns {
            html += "<th>\(MarkupText.escaped(String(column.map { $0 == "_" ? " " : $0 })))</th>"
        }
        html += "</tr></thead><tbody>\n"
        for row in table.rows.prefix(rows) {
            html += "<tr>"
            for value in row {
                switch value {
                case .text(let text): html += "<td>\(MarkupText.escaped(text))</td>"
                case .whole(let number): html += "<td class=\"n\">\(number)</td>"
                case .number(let number): html += "<td class=\"n\">\(FigureText.short(number))</td>"
                case .missing: html += "<td class=\"n\">–</td>"
                }
            }
            html += "</tr>\n"
        }
        html += "</tbody></table>"
        if table.rows.count > rows { html += "<p>\(table.rows.count - rows) more rows are in the run's tables.</p>" }
        return html + "</details>\n"
    }

    private func remarks(_ record: QualityRecord) -> String {
        let remarks = record.remarks
        guard !remarks.isEmpty else { return "" }
        let count = remarks.reduce(record.unlisted) { $0 + $1.last - $1.first + 1 }
        var html = "<details><summary>Readings of which something is to be said (\(count))</summary><ul>\n"
        for remark in remarks.prefix(rows) {
            let place =
                remark.first == remark.last
                ? "Reading \(remark.first + 1)" : "Readings \(remark.first + 1) to \(remark.last + 1)"
            html += "<li>\(place): \(MarkupText.escaped(remark.text))</li>\n"
        }
        html += "</ul>"
        if record.unlisted > 0 { html += "<p>\(record.unlisted) more readings are counted and not listed.</p>" }
        if remarks.count > rows { html += "<p>\(remarks.count - rows) more runs of readings are left out here.</p>" }
        return html + "</details>\n"
    }

    private static let style = """
        body{font:15px/1.45 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a} \
        h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.2rem;border-top:1px solid #ccc;padding-top:.6rem} \
        dl{display:flex;flex-wrap:wrap;gap:.3rem \
        1.6rem}dt{color:#555;font-size:.85rem}dd{margin:0;font-variant-numeric:tabular-nums} \
        table{border-collapse:collapse;margin:.6rem 0}td,th{padding:.15rem .6rem;border-bottom:1px solid \
        #ddd;text-align:left} .n{text-align:right;font-variant-numeric:tabular-nums}figure{margin:1rem \
        0}svg{width:100%;max-width:44rem} svg text{font:11px \
        system-ui,sans-serif;fill:#333}.axis,.tick{fill:none;stroke:#333}.grid{fill:none;stroke:#e2e2e2} \
        figcaption,.name{color:#555;font-size:.9rem}.signature p{margin-top:2.5rem}details{margin:.4rem 0} @media \
        print{details{display:block}section{break-inside:avoid-page}}
        """
}
