/// A table of cells that are markup already; columns of numbers stand to the right.
enum HTMLTable {
    static func html(head: [(name: String, isNumber: Bool)], rows: [[String]]) -> String {
        precondition(rows.allSatisfy { $0.count == head.count }, "a row has a cell a column")
        func row(_ cells: [String], _ element: String) -> String {
            let marked = zip(cells, head).map { cell, column in
                "<\(element)\(column.isNumber ? " class=\"n\"" : "")>\(cell)</\(element)>"
            }
            return "<tr>" + marked.joined() + "</tr>"
        }
        let lines =
            ["<div class=\"wide\"><table>", "<thead>" + row(head.map(\.name), "th") + "</thead>", "<tbody>"]
            + rows.map { row($0, "td") } + ["</tbody>", "</table></div>"]
        return lines.joined(separator: "\n")
    }
}
