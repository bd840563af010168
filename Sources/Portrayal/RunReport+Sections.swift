extension RunReport {
    var trust: String {
        guard !content.trust.isEmpty else { return "" }
        let sentences = content.trust.map { "<p>\(MarkupText.escape($0))</p>" }
        return "<h2>How far to trust it</h2>\n" + sentences.joined(separator: "\n")
    }

    var figures: String {
        guard !content.figures.isEmpty else { return "" }
        let rows = content.figures.map { [MarkupText.escape($0.name), FigureText.significant($0.value, digits: 6)] }
        return "<h2>Figures of the model</h2>\n"
            + HTMLTable.html(head: [("Figure", false), ("Value", true)], rows: rows)
    }

    var evidence: String {
        guard !content.evidence.isEmpty else { return "" }
        let rows = content.evidence.map { line in
            [
                MarkupText.escape(line.name), "<code>\(MarkupText.escape(line.operation))</code>",
                line.inputs.map(MarkupText.escape).joined(separator: ", "),
                line.parameters.map(MarkupText.escape).joined(separator: "<br>"),
            ]
        }
        let head = [("Evidence", false), ("Operation", false), ("Of", false), ("Parameters", false)]
        return "<h2>Evidence</h2>\n" + HTMLTable.html(head: head, rows: rows)
    }

    var weights: String {
        guard !content.weights.isEmpty else { return "" }
        let head = [
            ("Class", false), ("Area, km²", true), ("Points", true), ("W+", true), ("s(W+)", true), ("W−", true),
            ("s(W−)", true), ("Contrast", true), ("Studentised", true),
        ]
        let tables = content.weights.map { table in
            let rows = table.rows.map { row in
                let figures = [
                    row.positive, row.positiveDeviation, row.negative, row.negativeDeviation, row.contrast,
                    row.studentised,
                ]
                return [
                    MarkupText.escape(row.label), FigureText.fixed(row.squareKilometres, decimals: 2), "\(row.points)",
                ] + figures.map { FigureText.fixed($0, decimals: 4) }
            }
            return "<h3>\(MarkupText.escape(table.evidence))</h3>\n" + HTMLTable.html(head: head, rows: rows)
        }
        return "<h2>Weights of evidence</h2>\n" + tables.joined(separator: "\n")
    }

    var data: String {
        guard !content.data.isEmpty else { return "" }
        let rows = content.data.map { line in
            [
                MarkupText.escape(line.name), MarkupText.escape(line.layer),
                ([line.verdict] + line.notes).map(MarkupText.escape).joined(separator: "<br>"),
                "<span class=\"hash\">\(MarkupText.escape(line.sha256))</span>",
            ]
        }
        let head = [("File", false), ("Layer", false), ("Verdict", false), ("SHA-256", false)]
        return "<h2>Data used</h2>\n" + HTMLTable.html(head: head, rows: rows)
    }

    var assumptions: String {
        guard !content.assumptions.isEmpty else { return "" }
        let items = content.assumptions.map { "<li>\(MarkupText.escape($0))</li>" }
        return "<h2>Assumptions</h2>\n<ul>\n" + items.joined(separator: "\n") + "\n</ul>"
    }

    var disclaimer: String {
        "<div class=\"limits\">\n<p><b>What this is not.</b> \(RunReport.limits)</p>\n</div>"
    }

    static let limits = """
        Prospectivity says where the data at hand resemble known occurrences; it does not say that there is ore. Nothing \
        here is an Exploration Result, a Mineral Resource or an Ore Reserve under the JORC Code, nor a mineral resource or \
        reserve estimate under NI 43-101, and no Competent or Qualified Person has reviewed it. Check targets on the ground \
        before money is spent on them.
        """
}
