import KernelTypes
import Survey

/// Splines across the lines, at any cell.
struct BidirectionalSurface: GriddedSurface {
    let grid: AnalysisGrid
    let lines: [SampledLine]
    let direction: LineDirection
    let step: Double
    /// In units of the CRS.
    let limit: Double

    /// The lines at one sample, in order across.
    private struct Section {
        var across: [Double]
        var spline: Akima

        /// `nil` where fewer than two lines reach.
        init?(_ lines: [SampledLine], at number: Int) {
            let knots = lines.compactMap { $0.sample(number) }.sorted { $0.across < $1.across }
            var across: [Double] = []
            var values: [Double] = []
            // Where two lines meet, the first of them counts.
            for knot in knots where across.last.map({ knot.across > $0 }) ?? true {
                across.append(knot.across)
                values.append(knot.value)
            }
            guard across.count > 1 else { return nil }
            self.across = across
            spline = Akima(across, values)
        }

        func value(at place: Double, limit: Double) -> Double {
            if limit < .infinity, !across.contains(where: { abs($0 - place) <= limit }) { return .nan }
            return spline.value(at: place)
        }
    }

    func fill(_ output: Strip) {
        var sections: [Int: Section?] = [:]
        func section(_ number: Int) -> Section? {
            if let known = sections[number] { return known }
            let made = Section(lines, at: number)
            sections[number] = .some(made)
            return made
        }
        for row in output.rows {
            for column in 0..<grid.columns {
                let point = grid.centre(column: column, row: row)
                let place = direction.along(point) / step
                let before = place.rounded(.down)
                let part = place - before
                let across = direction.across(point)
                var value = 0.0
                if part < 1 {
                    let here = section(Int(before))?.value(at: across, limit: limit) ?? .nan
                    value = part > 0 ? (1 - part) * here : here
                }
                if part > 0 { value += part * (section(Int(before) + 1)?.value(at: across, limit: limit) ?? .nan) }
                output[column, row] = Float(value)
            }
        }
    }

    var figures: [String: Double] { ["lines": Double(lines.count)] }
}
