import Operations
import Survey
import Synchronization

/// The geomagnetic reference field at each reading's date and height, and what remains of the measured field.
struct ReferenceField: Procedure {
    static let declaration = Operation(
        name: "igrf",
        summary: "Adds the reference field at each reading's date and ellipsoidal height, and the residual.",
        family: .correction,
        inputs: [.init("in", .readings, "magnetic readings with positions, dates and heights")],
        parameters: [
            Parameter(
                "channel", .text, isOptional: true,
                "total field to reduce; default: the chain's last, or the only one in nT"),
            Parameter(
                "height_channel", .text, isOptional: true,
                """
                channel of heights above the ellipsoid, m; default: altitude + geoid_separation where a receiver \
                gives both
                """
            ),
            Parameter(
                "height", .number(from: -1000, to: 600_000), unit: "m", isOptional: true,
                "height of all readings above the ellipsoid"),
            Parameter("date", .text, isOptional: true, "date of all readings where they have no times, as 2024-05-03"),
            Parameter("suffix", .text, default: "residual", "ending of the new channel's name"),
        ],
        outputs: Operation.Output.corrected, memory: .features,
        formula: """
            B = -grad V, V = a Σ (a/r)^(n+1) (g cos mλ + h sin mλ) P(cos θ), g and h linear in the decimal year; \
            residual = measured - |B|. Adds igrf_total, igrf_declination, igrf_inclination and the residual.
            """,
        source: """
            IGRF-14 (IAGA V-MOD 2024; Alken et al. 2021 for the method), WGS 84; 1900 to 2030, refused outside. The \
            generation and the SHA-256 of the coefficients stand with the readings.
            """)

    private let settings: Settings

    init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        if let date = settings.values["date"]?.text, UTCDate(date) == nil {
            throw settings.error(.outOfRange, "date", "'\(date)' is no date", "write it as 2024-05-03")
        }
    }

    func run(at bench: any Workbench) throws {
        var work = Correction(try bench.reading("in"), settings)
        let measured = try work.channel("channel", unit: "nT", names: Self.fieldNames)
        let heights = try self.heights(of: work)
        let years = try self.years(of: work)
        let geographic = try work.readings.geographic(at: bench, for: settings.operation)
        let places = geographic.indices.map {
            IGRF14.Place(
                longitude: geographic[$0].x, latitude: geographic[$0].y, height: heights[$0], year: years[$0])
        }
        let fields = try Self.fields(at: places, bench)
        let totals = fields.map(\.total)
        try work.add("igrf_total", unit: "nT", totals)
        try work.add("igrf_declination", unit: "degree", fields.map(\.declination))
        try work.add("igrf_inclination", unit: "degree", fields.map(\.inclination))
        let residual = zip(measured.values, totals).map { $0 - $1 }
        let name = "\(measured.name)_\(try settings.text("suffix"))"
        try work.addCorrected(name, chain: "nT", unit: "nT", residual)
        work.set(fact: "igrf", "\(IGRF14.generation) sha256:\(IGRF14.hash)")
        report(&work, measured.name, name, years, totals, residual)
        work.quality.remark(on: work.count) {
            totals[$0].isFinite ? nil : "no position, date or height: no reference field"
        }
        try work.give(to: bench)
    }

    /// Usual names of the total field, without case and signs.
    static let fieldNames = [
        "totalfield", "tmi", "mag", "magfield", "magnetic", "field", "nt", "rawnt", "magnt", "magaverage", "magtotal",
        "f",
    ]
    private static let heightNames = [
        "heightellipsoidal", "ellipsoidalheight", "heightoverellipsoid", "gpsheightellipsoid", "ellheight", "hae",
    ]
    private static let chunk = 8192

    /// Above the ellipsoid; a receiver that gives the height above the sea and the geoid's gives their sum.
    private func heights(of work: Correction) throws(OperationError) -> [Double] {
        if !settings.has("height_channel"), !settings.has("height"), let above = work.readings.channel("altitude"),
            let geoid = work.readings.channel("geoid_separation")
        {
            return zip(above.values, geoid.values).map { $0 + $1 }
        }
        return try work.values(
            "height_channel", names: Self.heightNames, constant: "height", meaning: "height above the ellipsoid")
    }

    /// The field at each place, in parallel; each as if it were alone.
    static func fields(at places: [IGRF14.Place], _ bench: any Workbench) throws -> [IGRF14.Field] {
        let chunks = (places.count + chunk - 1) / chunk
        let found = Mutex([[IGRF14.Field]](repeating: [], count: chunks))
        try bench.inParallel(chunks) { index in
            let part = places[(index * chunk)..<min((index + 1) * chunk, places.count)]
            let fields = IGRF14.model.fields(at: Array(part))
            found.withLock { $0[index] = fields }
        }
        return found.withLock { $0.flatMap { $0 } }
    }

    /// The decimal year of each reading, within the model's.
    private func years(of work: Correction) throws(OperationError) -> [Double] {
        let years: [Double]
        if let date = settings.values["date"]?.text, let day = UTCDate(date) {
            guard work.readings.times.allSatisfy({ !$0.isFinite }) else {
                throw work.unfit("date", "the readings have times of their own", "leave date out")
            }
            let year = UTCDate.decimalYear(secondsSince1970: day.secondsSince1970)
            years = [Double](repeating: year, count: work.count)
        } else {
            years = try work.times().map(UTCDate.decimalYear(secondsSince1970:))
        }
        if let outside = years.firstIndex(where: { $0.isFinite && !IGRF14.years.contains($0) }) {
            throw work.unfit(
                "in",
                """
                reading \(outside + 1) is of \
                \(Self.text(of: work.readings.times, outside) ?? settings.values["date"]?.text ?? "no date"), and \
                \(IGRF14.generation) holds from 1900 to 2030
                """,
                "check its date")
        }
        return years
    }

    private static func text(of times: [Double], _ index: Int) -> String? {
        times.indices.contains(index) ? UTCDate(secondsSince1970: times[index])?.text : nil
    }

    private func report(
        _ work: inout Correction, _ before: String, _ after: String, _ years: [Double], _ totals: [Double],
        _ residual: [Double]
    ) {
        let span = Sample(years)
        let first = FigureText.fixed(span.minimum, 3)
        let last = FigureText.fixed(span.maximum, 3)
        work.quality.statements = [
            "\(IGRF14.generation) (coefficients sha256 \(IGRF14.hash)) at decimal years \(first) to \(last).",
            "\(after) is \(before) less the reference field at each reading's position, date and ellipsoidal height.",
        ]
        let field = Sample(totals)
        let rest = Sample(residual)
        work.quality.add("readings", Double(rest.count))
        work.quality.add("igrf_minimum", field.minimum, "nT")
        work.quality.add("igrf_maximum", field.maximum, "nT")
        work.quality.add("residual_median", rest.median, "nT")
        work.quality.add("residual_deviation", rest.robustDeviation, "nT")
        var table = Table(columns: [
            "line", "readings", "year", "igrf_mean_nT", "residual_mean_nT", "residual_range_nT",
        ])
        for line in work.lines {
            let own = Sample(line.readings.map { residual[$0] })
            let main = Sample(line.readings.map { totals[$0] })
            let year = Sample(line.readings.map { years[$0] })
            let figures = [year.mean, main.mean, own.mean, own.maximum - own.minimum]
            table.rows.append(
                [.text(line.name), .whole(own.count)] + figures.map { $0.isFinite ? .number($0) : .missing })
        }
        work.quality.add("Reference field by line", table)
        if let histogram = QualityRecord.Plot.histogram("Residual", of: [(after, residual)], unit: "nT") {
            work.quality.plots.append(histogram)
        }
    }
}
