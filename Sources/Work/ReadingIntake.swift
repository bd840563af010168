import FoundationEssentials
import Instruments
import Jobs
import Operations
import Projection
import Raster
import Survey

/// A dropped file of readings as values, with what was found in it said in the report.
enum ReadingIntake {
    /// Readings, and what their reader found.
    struct Found {
        var readings: Readings
        /// The file's name as delivered.
        var name: String
        /// `nil` for points that GDAL read.
        var report: ReadingReport?
    }

    /// Files that GDAL reads; all others are an instrument's bytes.
    private static let vectorEndings: Set<String> = ["gpkg", "shp", "geojson", "fgb", "gpx"]

    /// The readings of a file, in the grid's CRS where there is a grid.
    static func read(_ input: Job.Input, _ place: Workplace) throws -> Readings {
        try find(in: input, place).readings
    }

    /// The same with the reader's report. The job's parameters say what is expected of it.
    static func find(in input: Job.Input, _ place: Workplace) throws -> Found {
        let ending = input.path.split(separator: ".").last.map { $0.lowercased() } ?? ""
        if ending == ReadingsFile.ending {
            return Found(readings: try ReadingsFile.read(input.path), name: input.name)
        }
        if vectorEndings.contains(ending) {
            return Found(readings: try ReadingPoints.read(input, place), name: input.name)
        }
        let threads = place.threads
        let found = try InstrumentFile.read(
            try bytes(input.path), name: input.name, companions: try companions(of: input),
            expecting: try expectation(place),
            parallel: { count, body in try StripWork.inParallel(Array(0..<count), threads: threads, body) })
        guard case .readings(let readings, let report) = found else {
            throw JobFailure(
                code: .badData, file: input.name, reason: "it holds a grid and no readings",
                remedy: "declare its layer with kind: raster in campaign.yaml")
        }
        tell(report, of: input, place)
        let stated = try withField(readings, of: input)
        let placed = try placed(stated, isGeographic: report.positions?.isGeographic ?? false, of: input, place)
        return Found(readings: placed, name: input.name, report: report)
    }

    /// A column that names the reference field is a fact of all readings, as `export-readings` writes it.
    static func withField(_ readings: Readings, of input: Job.Input) throws -> Readings {
        guard let names = readings.labels[ReadingTable.igrf] else { return readings }
        let fields = Set(names)
        guard fields.count == 1, let field = fields.first else {
            throw JobFailure(
                code: .badData, file: input.name,
                reason:
                    "its residuals are of several reference fields: \(fields.sorted().prefix(3).joined(separator: ", "))",
                remedy: "send the field as measured, and reduce it here")
        }
        var readings = readings
        readings.labels[ReadingTable.igrf] = nil
        readings.facts[ReadingTable.igrf] = field.isEmpty ? nil : field
        return readings
    }

    /// What the layer or the command says that the file does not.
    static func expectation(_ place: Workplace) throws -> ReadingFile.Expectation {
        let zone = try place.text("time_zone").map { text in
            guard let offset = TimeOffset(text) else {
                throw JobFailure(
                    code: .usage, reason: "'\(text)' is no offset from UTC", remedy: "write -06:00, +05:00 or Z")
            }
            return offset
        }
        return ReadingFile.Expectation(
            channel: place.text("channel"), nodata: place.job.parameters["nodata"]?.list?.compactMap(\.number) ?? [],
            prefersDegrees: try place.text("assume_crs").map { try CoordinateSystem($0).isGeographic } ?? true,
            timeZone: zone, dayFirst: place.job.parameters["day_first"]?.flag,
            columns: place.job.parameters["columns"]?.list?.compactMap(\.text) ?? [],
            heightUnit: place.text("height_unit"))
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped))
    }

    /// What came in the same drop, such as a `.dfn` or a `.grd.xml`: each drop has a directory of its own.
    static func companions(of input: Job.Input) throws -> [String: [UInt8]] {
        let file = URL(fileURLWithPath: input.path)
        let directory = file.deletingLastPathComponent().path
        var companions: [String: [UInt8]] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: directory) where name != file.lastPathComponent
        {
            let path = directory + "/" + name
            let facts = try FileManager.default.attributesOfItem(atPath: path)
            guard !name.hasPrefix("."), facts[.type] as? FileAttributeType == .typeRegular else { continue }
            // A description is small; another large file is no companion of a reader's.
            if facts[.size] as? Int ?? 0 <= largestCompanion { companions[name] = try bytes(path) }
        }
        return companions
    }

    private static let largestCompanion = 16 << 20

    static func tell(_ report: ReadingReport, of input: Job.Input, _ place: Workplace) {
        place.record(fact: "format", report.format)
        place.record(fact: "readings", "\(report.rowsRead)")
        if let zone = report.timeZone { place.record(fact: "time_zone", zone) }
        report.notes.forEach(place.note)
        if report.rowsRefused > 0 { place.note(report.refusals(of: input.name)) }
        for channel in report.channels where channel.censored > 0 {
            place.note("\(channel.censored) values of \(channel.name) lie below a detection limit and are kept as such")
        }
    }

    /// The same readings in the grid's CRS; an error where nothing says in which they are.
    static func placed(
        _ readings: Readings, isGeographic: Bool, of input: Job.Input, _ place: Workplace
    ) throws -> Readings {
        var readings = readings
        let hasPlaces = readings.positions.contains { $0.x.isFinite }
        if let assumed = place.text("assume_crs"), readings.crs == nil, hasPlaces {
            place.note("it has no CRS; \(assumed) is assumed, as the layer declares")
            readings.crs = assumed
        }
        if readings.crs == nil, isGeographic, hasPlaces {
            place.note("longitude and latitude without a datum are taken as WGS 84 (EPSG:4326)")
            readings.crs = "EPSG:4326"
        }
        guard let crs = readings.crs else {
            // A base station has times and no places.
            if place.job.grid == nil || !hasPlaces { return readings }
            throw JobFailure(
                code: .badData, file: input.name, reason: "nothing says in which CRS its coordinates are",
                remedy: """
                    add a column with the CRS, or declare assume_crs for the layer in campaign.yaml; by hand: gossan op \
                    read-readings --set assume_crs=EPSG:...
                    """)
        }
        guard let grid = place.job.grid else { return readings }
        if try !CoordinateSystem.areSame(crs, grid.crs) {
            readings.positions = try place.project(readings.positions, from: crs, to: grid.crs)
        }
        readings.crs = grid.crs
        return readings
    }
}

extension ReadingReport {
    /// How many rows were refused, and why the first of them.
    func refusals(of name: String) -> String {
        let lines = refused.prefix(3).map { "line \($0.line): \($0.reason)" }.joined(separator: "; ")
        return "\(rowsRefused) of \(rowsRead + rowsRefused) rows of \(name) are refused: \(lines)"
    }
}
