import Survey

/// A run's report as one HTML file that needs nothing else: no script, no font, no picture from elsewhere.
package struct RunReport: Sendable {
    let content: ReportContent
    /// Targets whose reasons are told; the others stand in `ranking.csv`.
    private static let told = 100

    package init(_ content: ReportContent) {
        self.content = content
    }

    /// The file's text; the same content gives the same bytes.
    package var html: String {
        let title = MarkupText.escape(content.title)
        let sections = [map, ranking, figures, evidence, weights, data, assumptions, disclaimer]
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; \
            style-src 'unsafe-inline'">
            <title>\(title)</title>
            <style>
            \(RunReport.style)
            </style>
            </head>
            <body>
            <main>
            <h1>\(title)</h1>
            <p class="run">Campaign <b>\(MarkupText.escape(content.campaign))</b>, \
            run <code>\(MarkupText.escape(content.run))</code></p>
            <p>\(MarkupText.escape(content.summary))</p>
            \(sections.filter { !$0.isEmpty }.joined(separator: "\n"))
            </main>
            </body>
            </html>

            """
    }

    private var map: String {
        guard !content.mapPNG.isEmpty else { return "" }
        let caption = MarkupText.escape(content.mapCaption)
        return """
            <figure>
            <img alt="\(caption.isEmpty ? "Prospectivity map" : caption)" \
            src="data:image/png;base64,\(Base64.encode(content.mapPNG))">
            \(caption.isEmpty ? "" : "<figcaption>\(caption)</figcaption>\n")</figure>
            """
    }

    private var ranking: String {
        guard !content.targets.isEmpty else {
            return "<h2>Targets</h2>\n<p>No connected area lies above the threshold.</p>"
        }
        let targets = content.targets.sorted { ($0.rank, $0.id) < ($1.rank, $1.id) }
        let strongest = targets.flatMap(\.contributions).map(\.value.magnitude).filter(\.isFinite).max() ?? 0
        let unit = content.contributionUnit.isEmpty ? "" : " (\(MarkupText.escape(content.contributionUnit)))"
        let rows = targets.prefix(RunReport.told).map { target in
            TargetRow(target: target, strongest: strongest).html
        }
        let rest = targets.count - rows.count
        let note = rest > 0 ? "\n<p>\(rest) more targets are listed in <code>ranking.csv</code>.</p>" : ""
        let head = [
            ("Rank", true), ("Target", false), ("Score, mean", true), ("Score, max", true), ("Uncertainty", true),
            ("Area, km²", true), ("Longitude, latitude", false), ("Nearest known occurrence", false),
            ("Reasons" + unit, false),
        ]
        return "<h2>Targets</h2>\n" + HTMLTable.html(head: head, rows: rows) + note
    }

    private static let style = """
        body { margin: 0; background: #f3f3f1; color: #202226; font: 15px/1.5 "Liberation Sans", Arial, sans-serif }
        main { max-width: 1180px; margin: 0 auto; padding: 28px 36px 48px; background: #fff }
        h1 { font-size: 26px; margin: 0 0 4px } h2 { font-size: 19px; margin: 34px 0 8px }
        h3 { font-size: 15px; margin: 20px 0 6px }
        .run { color: #62666c; margin-top: 0 }
        figure { margin: 20px 0 } figcaption { color: #62666c; font-size: 13px } img { max-width: 100%; height: auto }
        .wide { overflow-x: auto } table { border-collapse: collapse; font-size: 13px; width: 100% }
        th { text-align: left; border-bottom: 2px solid #202226; padding: 4px 10px 4px 0; vertical-align: bottom }
        td { border-bottom: 1px solid #dcdcd8; padding: 5px 10px 5px 0; vertical-align: top; overflow-wrap: anywhere }
        .n { text-align: right; white-space: nowrap; overflow-wrap: normal; font-variant-numeric: tabular-nums }
        .hash { font: 11px/1.5 "Liberation Mono", monospace }
        .reason { display: grid; grid-template-columns: minmax(90px, 1fr) 120px 62px; gap: 8px; align-items: center }
        .limits { border-left: 4px solid #8a6d1a; padding: 2px 16px; margin-top: 34px; background: #faf7ec }
        @media print { body { background: #fff } main { padding: 0 } tr { break-inside: avoid } }
        """
}
