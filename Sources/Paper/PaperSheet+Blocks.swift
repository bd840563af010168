/// Blocks as lines on pages.
extension PaperSheet {
    /// `next` keeps a heading with the first lines of what it is over.
    func lay(_ block: PaperBlock, before next: PaperBlock?) {
        switch block {
        case .title(let text): lines(text, size: 20, isBold: true, after: 10)
        case .heading(let text):
            require(80)
            skip(10)
            lines(text, size: 13, isBold: true, after: 5)
        case .subheading(let text):
            if case .picture = next { require(200) } else { require(60) }
            skip(6)
            lines(text, size: 10.5, isBold: true, after: 3)
        case .paragraph(let text): lines(text, size: 9, isBold: false, after: 5)
        case .note(let text): lines(text, size: 7.5, isBold: false, after: 4)
        case .items(let texts):
            for text in texts { lines("\u{2022} " + text, size: 9, isBold: false, after: 2) }
            skip(3)
        case .table(let table): lay(table)
        case .picture(let png, let caption, let share):
            picture(png, share: share)
            skip(3)
            if !caption.isEmpty { lines(caption, size: 7.5, isBold: false, after: 6) }
        case .pageBreak: turnPage()
        }
    }

    private func lines(_ text: String, size: Float, isBold: Bool, after: Float) {
        for line in wrapped(text, width: Self.measure, size: size, isBold: isBold) {
            require(size * 1.35)
            write(line, at: Self.margin, baseline: top - size, size: size, isBold: isBold)
            skip(size * 1.35)
        }
        skip(after)
    }

    /// Lines no wider than `width`; a word that is wider alone is cut.
    private func wrapped(_ text: String, width: Float, size: Float, isBold: Bool) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(whereSeparator: \.isWhitespace).map(String.init) {
            let longer = line.isEmpty ? word : line + " " + word
            if self.width(of: longer, size: size, isBold: isBold) <= width {
                line = longer
                continue
            }
            if !line.isEmpty { lines.append(line) }
            line = word
            while self.width(of: line, size: size, isBold: isBold) > width, line.count > 1 {
                var head = line
                while head.count > 1, self.width(of: head, size: size, isBold: isBold) > width { head.removeLast() }
                lines.append(head)
                line.removeFirst(head.count)
            }
        }
        if !line.isEmpty || lines.isEmpty { lines.append(line) }
        return lines
    }

    private func lay(_ table: PaperTable) {
        row(table.head, of: table, isBold: true)
        rule(from: Self.margin, to: Self.width - Self.margin)
        skip(3)
        for cells in table.rows {
            let page = top
            row(cells, of: table, isBold: false)
            // On a new page the head stands again over what follows.
            if top > page { rule(from: Self.margin, to: Self.width - Self.margin) }
        }
        skip(6)
    }

    private func row(_ cells: [String], of table: PaperTable, isBold: Bool) {
        let size: Float = 7.5
        let gap: Float = 5
        let widths = table.widths.map { Float($0) * Self.measure }
        let texts = zip(cells, widths).map { wrapped($0, width: $1 - gap, size: size, isBold: isBold) }
        let height = Float(texts.map(\.count).max() ?? 1) * size * 1.3 + 3
        require(height)
        var x = Self.margin
        for (column, lines) in texts.enumerated() {
            for (index, line) in lines.enumerated() {
                let start =
                    table.numbers.contains(column)
                    ? x + widths[column] - gap - width(of: line, size: size, isBold: isBold) : x
                let baseline = top - size - Float(index) * size * 1.3
                write(line, at: start, baseline: baseline, size: size, isBold: isBold)
            }
            x += widths[column]
        }
        skip(height)
    }
}
