import Survey

/// The reference survey of 11 lines and 4 ties whose every disturbance is known.
struct LineSurvey {
    let truth: Columns
    let base: Readings
    /// All channels of the truth, in lines and ties; x and y are metres.
    let readings: Readings

    /// `nil` where the references are not there.
    init?() throws {
        guard let truth = try SharedFiles.table("references/line-survey/mag_survey_truth.csv"),
            let base = try SharedFiles.table("references/line-survey/base_station.csv")
        else { return nil }
        self.truth = truth
        let baseValues = try base.numbers("base_nT")
        self.base = Readings(
            crs: "EPSG:32641", positions: .init(repeating: Point(x: .nan, y: .nan), count: base.count),
            times: try base.numbers("t_s"), channels: [.init(name: "base", unit: "nT", values: baseValues)])
        let names = try truth.texts("line")
        let types = try truth.texts("type")
        var lines: [Readings.Line] = []
        for index in names.indices {
            if let last = lines.indices.last, lines[last].name == names[index] {
                lines[last].readings = lines[last].readings.lowerBound..<(index + 1)
            } else {
                lines.append(
                    .init(name: names[index], kind: types[index] == "TIE" ? .tie : .line, readings: index..<(index + 1))
                )
            }
        }
        let positions = zip(try truth.numbers("x"), try truth.numbers("y")).map { Point(x: $0, y: $1) }
        // The reference gives its field as a column, on a local plane: the residual is taken here.
        let residual = zip(try truth.numbers("raw_nT"), try truth.numbers("igrf_nT")).map { $0 - $1 }
        readings = Readings(
            crs: "EPSG:32641", positions: positions, times: try truth.numbers("t_s"), lines: lines,
            channels: [.init(name: "mag", unit: "nT", values: residual)])
    }

    /// The same readings with the lines in another order, and all times moved.
    func reordered(by seconds: Double) -> (readings: Readings, base: Readings, places: [Int]) {
        var places: [Int] = []
        var lines: [Readings.Line] = []
        for line in readings.lines.reversed() {
            lines.append(
                .init(name: line.name, kind: line.kind, readings: places.count..<(places.count + line.readings.count)))
            places += line.readings
        }
        var moved = base
        moved.times = base.times.map { $0 + seconds }
        let other = Readings(
            crs: readings.crs, positions: places.map { readings.positions[$0] },
            times: places.map { readings.times[$0] + seconds }, lines: lines,
            channels: readings.channels.map { channel in
                .init(name: channel.name, unit: channel.unit, values: places.map { channel.values[$0] })
            })
        return (other, moved, places)
    }
}
