import Survey

extension MapPicture {
    /// A target smaller than this on the sheet gets a ring around it, in pixels.
    private static let smallest = 7.0

    /// Outlines with a rim of paper, then as many ranks as find a free place, the best first.
    func drawTargets(on canvas: inout Canvas, _ sheet: MapSheet) {
        let ranked = targets.filter { grid.bounds.overlaps($0.bounds) }.sorted { ($0.rank, $0.id) < ($1.rank, $1.id) }
        let lines = ranked.flatMap { outline(of: $0, sheet) }
        canvas.stroke(lines, width: 3.8, .paper, opacity: 0.85, within: sheet.frame)
        canvas.stroke(lines, width: 1.6, .ink, within: sheet.frame)
        var taken: [PixelBox] = []
        for target in ranked {
            let text = "\(target.rank)"
            guard let box = place(for: text, of: target, sheet, avoiding: taken) else { continue }
            taken.append(box)
            let middle = Double(box.x.lowerBound + box.x.upperBound) / 2
            canvas.write(
                text, .onMap, x: middle, baseline: box.y.upperBound - MapPicture.labelMargin, anchor: .middle,
                within: sheet.frame)
        }
    }

    private static let labelMargin = 3

    private func outline(of target: Target, _ sheet: MapSheet) -> [[PixelPoint]] {
        let (corner, opposite) = corners(of: target, sheet)
        if max(opposite.x - corner.x, opposite.y - corner.y) < MapPicture.smallest {
            return [MapPicture.ring(around: sheet.place(target.centroid))]
        }
        return target.outline.joined().filter { !$0.isEmpty }.map { ring in
            let line = ring.map(sheet.place)
            return line.last == line.first ? line : line + line.prefix(1)
        }
    }

    /// A ring of 5.5 pixels, as a polygon of sixteen corners.
    static func ring(around centre: PixelPoint) -> [PixelPoint] {
        let (a, b) = (0.92387953251128674, 0.38268343236508977)
        let c = 0.5.squareRoot()
        let quarter = [(1.0, 0.0), (a, b), (c, c), (b, a)]
        let turned =
            quarter + quarter.map { (-$0.1, $0.0) } + quarter.map { (-$0.0, -$0.1) } + quarter.map { ($0.1, -$0.0) }
        return (turned + turned.prefix(1)).map { PixelPoint(centre.x + 5.5 * $0.0, centre.y + 5.5 * $0.1) }
    }

    /// North-west and south-east corner on the sheet.
    private func corners(of target: Target, _ sheet: MapSheet) -> (PixelPoint, PixelPoint) {
        (
            sheet.place(Point(x: target.bounds.west, y: target.bounds.north)),
            sheet.place(Point(x: target.bounds.east, y: target.bounds.south))
        )
    }

    /// Inside the outline where there is room, else beside it; `nil` where each place is taken or leaves the frame.
    private func place(
        for text: String, of target: Target, _ sheet: MapSheet, avoiding taken: [PixelBox]
    ) -> PixelBox? {
        let width = Canvas.Lettering.onMap.width(of: text)
        let height = Canvas.Lettering.onMap.height
        let (corner, opposite) = corners(of: target, sheet)
        let halfWidth = max(MapPicture.smallest, opposite.x - corner.x) / 2
        let halfHeight = max(MapPicture.smallest, opposite.y - corner.y) / 2
        let middle = sheet.place(
            Point(
                x: (target.bounds.west + target.bounds.east) / 2, y: (target.bounds.south + target.bounds.north) / 2))
        let (aside, over) = (halfWidth + width / 2 + 6, halfHeight + height / 2 + 6)
        var candidates: [PixelPoint] = []
        if 2 * halfWidth > width + 14 && 2 * halfHeight > height + 14 {
            candidates.append(sheet.place(target.centroid))
        }
        candidates += [
            PixelPoint(middle.x + aside, middle.y), PixelPoint(middle.x, middle.y - over),
            PixelPoint(middle.x - aside, middle.y), PixelPoint(middle.x, middle.y + over),
            PixelPoint(middle.x + aside, middle.y - over), PixelPoint(middle.x - aside, middle.y - over),
            PixelPoint(middle.x + aside, middle.y + over), PixelPoint(middle.x - aside, middle.y + over),
        ]
        let boxes = candidates.map { centre in
            let (x, y) = (Int((centre.x - width / 2).rounded()), Int((centre.y - height / 2).rounded()))
            let margin = MapPicture.labelMargin
            return PixelBox(
                x: (x - margin)..<(x + Int(width.rounded(.up)) + margin), y: (y - margin)..<(y + Int(height) + margin))
        }
        return boxes.first { box in sheet.frame.contains(box) && !taken.contains { $0.overlaps(box) } }
    }
}
