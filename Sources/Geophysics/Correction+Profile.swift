import Survey

extension Correction {
    /// Draws a channel before and after along the line that changed most.
    mutating func plotChange(of channel: Readings.Channel, to name: String, _ after: [Double]) {
        func change(_ line: Readings.Line) -> Double {
            let changes = line.readings.map { after[$0] - channel.values[$0] }
            return Sample(changes).rootMeanSquare
        }
        let changes = lines.map { (line: $0, change: change($0)) }.filter { $0.change.isFinite }
        guard let most = changes.max(by: { $0.change < $1.change })?.line else { return }
        let plot = QualityRecord.Plot.profile(
            "Line \(most.name) before and after", along: most.readings.map { Double($0 - most.readings.lowerBound) },
            xTitle: "reading of the line", unit: channel.unit.isEmpty ? "value" : channel.unit,
            [
                (channel.name, most.readings.map { channel.values[$0] }), (name, most.readings.map { after[$0] }),
            ])
        if let plot { quality.plots.append(plot) }
    }
}
