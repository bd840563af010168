import KernelTypes
import Operations
import Survey

/// Takes a grid of what is left of line levels out of the readings.
struct Microlevel: Procedure {
    static let declaration = Operation(
        name: "microlevel", summary: "Subtracts a grid of levelling noise, sampled at each reading, from a channel.",
        family: .correction,
        inputs: [
            .init("in", .readings, "readings that were levelled"),
            .init("gridded", .raster, "the channel as gridded, with its noise along lines", isOptional: true),
            .init("decorrugated", .raster, "that grid after decorrugate, on the same cells", isOptional: true),
            .init("correction", .raster, "the noise itself, in place of those two", isOptional: true),
        ],
        parameters: [
            Parameter(
                "channel", .text, isOptional: true,
                "channel to correct; default: the chain's last, or the only one in nT"),
            Parameter(
                "limit", .positive, unit: "nT", isOptional: true, "greatest correction; what is beyond is cut to it"),
            Parameter(
                "length", .positive, unit: "m", isOptional: true,
                "width of a running mean of the correction along each line, so that geology stays"),
            Parameter("suffix", .text, default: "microlevelled", "ending of the new channel's name"),
        ],
        outputs: Operation.Output.corrected, memory: .features,
        formula: """
            v - c, c = gridded - decorrugated (or correction), bilinear at the reading, cut to ±limit, then the mean \
            of c within length/2 along the line. Decorrugation takes off a Butterworth high-pass of 4 line spacings \
            times a directional cosine.
            """,
        source: "Minty (1991), Simple micro-levelling for aeromagnetic data, Exploration Geophysics 22.")

    private let settings: Settings

    init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
    }

    func run(at bench: any Workbench) throws {
        var work = Correction(try bench.reading("in"), settings)
        let channel = try work.channel("channel", unit: "nT", names: ReferenceField.fieldNames)
        var corrections = try sampled(work.readings, bench)
        let outside = corrections.count { !$0.isFinite }
        guard outside < corrections.count else {
            throw work.unfit("correction", "no reading lies on the correction's grid", "check the CRS of both")
        }
        var cut = 0
        if let limit = settings.values["limit"]?.number {
            cut = corrections.count { $0.magnitude > limit }
            corrections = corrections.map { $0.isFinite ? min(max($0, -limit), limit) : $0 }
        }
        if let length = settings.values["length"]?.number {
            let plane = try Plane(work.readings, at: bench)
            for line in try work.flownLines() {
                let smooth = Self.runningMean(
                    line.readings.map { corrections[$0] }, at: plane.distances(along: line), width: length)
                for (place, index) in line.readings.enumerated() { corrections[index] = smooth[place] }
            }
        }
        let name = "\(channel.name)_\(try settings.text("suffix"))"
        // Off the grid there is nothing known to take away.
        let corrected = zip(channel.values, corrections).map { $1.isFinite ? $0 - $1 : $0 }
        try work.addCorrected(name, chain: "nT", unit: channel.unit, corrected)
        work.plotChange(of: channel, to: name, corrected)
        work.quality.statements = [
            """
            \(name) is \(channel.name) less the correction grid at each reading; \(outside) readings lie off the grid \
            and stay.
            """
        ]
        work.quality.add("readings_off_grid", Double(outside))
        work.quality.add("readings_cut_to_limit", Double(cut))
        work.quality.add("correction_rms", Sample(corrections).rootMeanSquare, "nT")
        work.quality.remark(on: work.count) { corrections[$0].isFinite ? nil : "off the correction's grid" }
        if let plot = QualityRecord.Plot.histogram("Corrections", of: [("correction", corrections)], unit: "nT") {
            work.quality.plots.append(plot)
        }
        try work.give(to: bench)
    }

    /// The correction at each reading; NaN off its grid.
    private func sampled(_ readings: Readings, _ bench: any Workbench) throws -> [Double] {
        let isWhole = bench.has("correction")
        guard isWhole != (bench.has("gridded") || bench.has("decorrugated")) else {
            throw settings.error(
                .missingInput, "correction", isWhole ? "the correction is given twice" : "there is no correction",
                "give --in gridded=FILE and --in decorrugated=FILE, or --in correction=FILE")
        }
        let raster = try bench.raster(isWhole ? "correction" : "gridded")
        var positions = readings.positions
        if let crs = readings.crs, crs != raster.grid.crs {
            positions = try bench.project(positions, from: crs, to: raster.grid.crs)
        }
        let first = try raster.whole()
        let values = positions.map { GridSample.bilinear(first, raster.grid, at: $0) }
        guard !isWhole else { return values }
        let clean = try bench.raster("decorrugated")
        guard clean.grid.hasSameCells(as: raster.grid) else {
            throw settings.error(
                .unfitInput, "decorrugated", "both grids have different cells", "decorrugate the grid that is given")
        }
        let second = try clean.whole()
        return zip(values, positions).map { $0 - GridSample.bilinear(second, clean.grid, at: $1) }
    }

    /// The mean of all values within half a width of each place; what has no value or place is left out.
    static func runningMean(_ values: [Double], at places: [Double], width: Double) -> [Double] {
        let valid = values.indices.filter { values[$0].isFinite && places[$0].isFinite }
        var smooth = values
        var sums = [0.0]
        for index in valid { sums.append(sums[sums.count - 1] + values[index]) }
        var (low, high) = (0, 0)
        for index in valid {
            while places[index] - places[valid[low]] > width / 2 { low += 1 }
            while high < valid.count, places[valid[high]] - places[index] <= width / 2 { high += 1 }
            smooth[index] = (sums[high] - sums[low]) / Double(high - low)
        }
        return smooth
    }
}
