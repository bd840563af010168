package import Survey

/// Analysis grids as they stand in `Grids/*.yaml` or in a campaign.
package enum GridFile {
    /// The most cells that a grid may have.
    package static let cellLimit = 1 << 31

    /// The grid of a file's text; an error names what is wrong with it.
    package static func read(_ text: String, file: String) throws(CampaignError) -> AnalysisGrid {
        let findings = Findings(file: file)
        var grid: AnalysisGrid?
        if let section = Document.section(of: text, into: findings) {
            _ = section["title"]?.text()
            grid = read(section)
            section.finish()
        }
        try findings.throwIfAny()
        guard let grid else { preconditionFailure("a grid is missing only where a finding says why") }
        return grid
    }

    /// Where a grid that a campaign names may lie: beside the campaign file, then among the installed grids.
    ///
    /// `Grids/` in front stands for the folder of installed grids, too.
    package static func candidates(for path: String, campaignDirectory: String, installedGrids: String) -> [String] {
        if path.hasPrefix("/") { return [path] }
        let inside = path.hasPrefix("Grids/") ? String(path.dropFirst("Grids/".count)) : path
        return ["\(campaignDirectory)/\(path)", "\(installedGrids)/\(inside)"]
    }

    /// The grid that a section declares, or `nil` after the reasons were added.
    static func read(_ section: Section) -> AnalysisGrid? {
        let crs = section.required("crs", "write the coordinate system, such as crs: EPSG:32641").flatMap(Self.crs)
        let cell = section.required("cell", "write the size of a cell, such as cell: 100 m").flatMap(Self.cell)
        let bounds = section["bounds"]
        let origin = section["origin"]
        let columns = section["columns"]?.integer(in: 1...cellLimit)
        let rows = section["rows"]?.integer(in: 1...cellLimit)
        let extent: Extent?
        switch (bounds, origin) {
        case (let bounds?, nil):
            for key in ["columns", "rows"] where section.all.contains(where: { $0.name == key }) {
                section.entry.findings.add(
                    .unknownKey, at: section.place(of: key), key: section.path(of: key),
                    "'\(key)' and 'bounds' both say how large the grid is",
                    remedy: "remove one; with columns and rows write origin: [WEST, NORTH]")
            }
            extent = cell.flatMap { Extent(bounds: bounds, cell: $0) }
        case (nil, let origin?):
            let hasColumns = section.required("columns", "write the number of cells from west to east") != nil
            let hasRows = section.required("rows", "write the number of cells from north to south") != nil
            let corner = numbers(of: origin, count: 2, "the north-western corner as [WEST, NORTH]")
            guard hasColumns, hasRows, let columns, let rows, let corner else { return nil }
            extent = Extent(west: corner[0], north: corner[1], columns: columns, rows: rows)
        case (_?, let origin?):
            origin.add(.unknownKey, "'origin' and 'bounds' both say where the grid lies", remedy: "remove one")
            return nil
        case (nil, nil):
            section.entry.findings.add(
                .missingKey, at: section.entry.place, key: section.path(of: "bounds"), "the grid's place is missing",
                remedy: "write bounds: [WEST, SOUTH, EAST, NORTH], or origin: [WEST, NORTH] with columns and rows")
            return nil
        }
        guard let crs, let cell, let extent else { return nil }
        guard extent.columns <= cellLimit / extent.rows else {
            section.entry.add(
                .badValue, "the grid has \(extent.columns) × \(extent.rows) cells, more than 2³¹",
                remedy: "write a larger cell or a smaller area")
            return nil
        }
        return AnalysisGrid(
            crs: crs, west: extent.west, north: extent.north, cellWidth: cell.width, cellHeight: cell.height,
            columns: extent.columns, rows: extent.rows)
    }

    private struct CellSize {
        var width: Double
        var height: Double
    }

    private struct Extent {
        var west: Double
        var north: Double
        var columns: Int
        var rows: Int

        init(west: Double, north: Double, columns: Int, rows: Int) {
            self.west = west
            self.north = north
            self.columns = columns
            self.rows = rows
        }

        /// Whole cells between the bounds; adds a finding where they are not whole.
        init?(bounds: Entry, cell: CellSize) {
            guard let sides = numbers(of: bounds, count: 4, "the bounds as [WEST, SOUTH, EAST, NORTH]") else {
                return nil
            }
            guard sides[0] < sides[2] && sides[1] < sides[3] else {
                bounds.add(
                    .badValue, "\(bounds.path) are empty: west is not below east, or south not below north",
                    remedy: "write [WEST, SOUTH, EAST, NORTH]")
                return nil
            }
            guard let columns = Extent.wholeCells(sides[2] - sides[0], cell.width, "wide", bounds),
                let rows = Extent.wholeCells(sides[3] - sides[1], cell.height, "high", bounds)
            else { return nil }
            self.init(west: sides[0], north: sides[3], columns: columns, rows: rows)
        }

        private static func wholeCells(_ length: Double, _ cell: Double, _ word: String, _ bounds: Entry) -> Int? {
            let count = length / cell
            guard count < Double(cellLimit) else {
                bounds.add(.badValue, "\(bounds.path) are more than 2³¹ cells \(word)", remedy: "write a larger cell")
                return nil
            }
            let whole = count.rounded()
            guard whole >= 1, abs(count - whole) <= 1e-6 else {
                bounds.add(
                    .badValue, "\(bounds.path) are \(count) cells \(word), not a whole number",
                    remedy: "write bounds that are a multiple of the cell apart, such as \(max(1, whole) * cell)")
                return nil
            }
            return Int(whole)
        }
    }

    /// `EPSG:32641`, another authority's code, or WKT; whether it exists is PROJ's to say.
    static func crs(_ entry: Entry) -> String? {
        guard let text = entry.text() else { return nil }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let isCode =
            parts.count == 2
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.utf8.allSatisfy { Character(Unicode.Scalar($0)).isLetter || (48...57).contains($0) }
            }
        let isWKT = text.first?.isLetter == true && text.contains("[") && text.hasSuffix("]")
        guard isCode || isWKT else {
            let code = text.utf8.allSatisfy { (48...57).contains($0) } ? text : "32641"
            entry.add(
                .badValue, "\(entry.path) is '\(text.prefix(60))', no coordinate system",
                remedy: "write an authority and a code, such as EPSG:\(code)")
            return nil
        }
        return text
    }

    private static func cell(_ entry: Entry) -> CellSize? {
        guard let items = entry.items() else { return nil }
        let sizes = items.map(length)
        guard !sizes.contains(nil) else { return nil }
        let known = sizes.compactMap(\.self)
        guard known.count == 1 || known.count == 2 else {
            entry.add(.badValue, "\(entry.path) has \(known.count) sizes", remedy: "write one, or [WIDTH, HEIGHT]")
            return nil
        }
        guard known.allSatisfy({ $0 > 0 }) else {
            entry.add(.badValue, "\(entry.path) is not above 0", remedy: "write a size such as 100 m")
            return nil
        }
        return CellSize(width: known[0], height: known[known.count - 1])
    }

    /// A plain number is in units of the CRS; metres and degrees are taken as those units.
    private static func length(_ entry: Entry) -> Double? {
        if case .number(let value) = entry.scalar { return value }
        guard case .text = entry.scalar, let text = entry.text(), let quantity = Quantity(text),
            let value = quantity.value(in: "m") ?? quantity.value(in: "degree")
        else { return entry.refuse("a number with its unit, such as 100 m or 0.001 degree") }
        return value
    }

    private static func numbers(of entry: Entry, count: Int, _ wanted: String) -> [Double]? {
        guard let numbers = entry.numbers() else { return nil }
        guard numbers.count == count else { return entry.refuse(wanted) }
        return numbers
    }
}
