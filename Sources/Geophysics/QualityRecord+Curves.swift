extension QualityRecord.Curve {
    /// Points that a small drawing can show: of longer series the least and the greatest of each of 250 parts.
    init(_ name: String, x: [Double], y: [Double]) {
        self.name = name
        self.x = []
        self.y = []
        let valid = zip(x, y).enumerated().filter { $1.0.isFinite && $1.1.isFinite }.map { $0.0 }
        let parts = 250
        guard valid.count > 2 * parts else {
            self.x = valid.map { x[$0] }
            self.y = valid.map { y[$0] }
            return
        }
        for part in 0..<parts {
            let range = (part * valid.count / parts)..<((part + 1) * valid.count / parts)
            guard let least = range.min(by: { y[valid[$0]] < y[valid[$1]] }),
                let greatest = range.max(by: { y[valid[$0]] < y[valid[$1]] })
            else { continue }
            for place in least == greatest ? [least] : [min(least, greatest), max(least, greatest)] {
                self.x.append(x[valid[place]])
                self.y.append(y[valid[place]])
            }
        }
    }
}

extension QualityRecord.Plot {
    /// Counts of values in equal classes from the least to the greatest of all series.
    static func histogram(
        _ title: String, of series: [(name: String, values: [Double])], unit: String, classes: Int = 25
    ) -> Self? {
        let all = Sample(series.flatMap(\.values))
        guard all.count > 0 else { return nil }
        let low = all.minimum
        let width = max((all.maximum - low) / Double(classes), .leastNormalMagnitude)
        let curves = series.map { name, values in
            var counts = [Double](repeating: 0, count: classes)
            for value in values where value.isFinite {
                counts[min(classes - 1, Int((value - low) / width))] += 1
            }
            let middles = (0..<classes).map { low + (Double($0) + 0.5) * width }
            return QualityRecord.Curve(name, x: middles, y: counts)
        }
        return Self(title: title, kind: .histogram, xTitle: unit, yTitle: "count", curves: curves)
    }

    /// A channel before and after along one line; `nil` where the line has no value.
    static func profile(
        _ title: String, along x: [Double], xTitle: String, unit: String, _ series: [(name: String, values: [Double])]
    ) -> Self? {
        let curves = series.map { QualityRecord.Curve($0.name, x: x, y: $0.values) }.filter { !$0.x.isEmpty }
        guard !curves.isEmpty else { return nil }
        return Self(title: title, kind: .profile, xTitle: xTitle, yTitle: unit, curves: curves)
    }
}
