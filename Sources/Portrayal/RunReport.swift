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
        let sections = [
            shortList, map, targetCards, scenarios, changes, ranking, trust, figures, charts, evidence, weights, data,
            assumptions, disclaimer,
        ]
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
            <div class="cover">
            <h1>\(title)</h1>
            <p class="run">Campaign <b>\(MarkupText.escape(content.campaign))</b>; inputs, parameters and versions stand in \
            <code>manifest.json</code></p>
            <p>\(MarkupText.escape(content.summary))</p>
            \(key)
            </div>
            <p class="short">Where to look, not what is there: no Mineral Resource and no Ore Reserve; see the end.</p>
            <div class="body">
            \(sections.filter { !$0.isEmpty }.joined(separator: "\n"))
            </div>
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
        let targets = ranked
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
        return "<h2>All targets</h2>\n<div class=\"ranking\">" + HTMLTable.html(head: head, rows: rows) + "</div>"
            + note
    }
}
