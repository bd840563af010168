import FoundationEssentials
import Instruments
import Jobs
import Operations
import Projection
import Raster
import Survey

/// A dropped file of readings as values, with what was found in it said in the report.
enum ReadingIntake {
    /// Files that GDAL reads; all others are an instrument's bytes.
    private static let vectorEndings: Set<String> = ["gpkg", "shp", "geojson", "fgb", "gpx"]

    /// The readings of a file, in the grid's CRS where there is a grid.
    ///
    /// Parameters `channel`, `nodata` and `assume_crs` of the job say what is expected of it.
    static func read(_ input: Job.Input, _ place: Workplace) throws -> Readings {
        let ending = input.path.split(separator: ".").last.map { $0.lowercased() } ?? ""
        if vectorEndings.contains(ending) { return try points(input, place) }
        let expectation = ReadingFile.Expectation(
            channel: place.text("channel"), nodata: place.job.parameters["nodata"]?.list?.compactMap(\.number) ?? [],
            prefersDegrees: try place.text("assume_crs").map { try CoordinateSystem($0).isGeographic } ?? true)
        let threads = place.threads
        let found = try InstrumentFile.read(
            try bytes(input.path), name: input.name, companions: try companions(of: input), expecting: expectation,
            parallel: { count, body in try StripWork.inParallel(Array(0..<count), threads: threads, body) })
        guard case .readings(let readings, let report) = found else {
            throw JobFailure(
                code: .badData, file: input.name, reason: "it holds a grid and no readings",
                remedy: "declare its layer with kind: raster in campaign.yaml")
        }
        tell(report, of: input, place)
        return try placed(readings, isGeographic: report.positions?.isGeographic ?? false, of: input, place)
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
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
            // A description is small; another large file is no companion of a reader's.
            if size <= largestCompanion { companions[name] = try bytes(path) }
        }
        return companions
    }

    private static let largestCompanion = 16 << 20

    private static func tell(_ report: ReadingReport, of input: Job.Input, _ place: Workplace) {
        place.record(fact: "format", report.format)
        place.record(fact: "readings", "\(report.rowsRead)")
        report.notes.forEach(place.note)
        if report.rowsRefused > 0 {
            let lines = report.refused.prefix(3).map { "line \($0.line): \($0.reason)" }.joined(separator: "; ")
            place.note(
                "\(report.rowsRefused) of \(report.rowsRead + report.rowsRefused) rows of \(input.name) are refused: "
                    + lines)
        }
        for channel in report.channels where channel.censored > 0 {
            place.note("\(channel.censored) values of \(channel.name) lie below a detection limit and are kept as such")
        }
    }

    /// The same readings in the grid's CRS; an error where nothing says in which they are.
    private static func placed(
        _ readings: Readings, isGeographic: Bool, of input: Job.Input, _ place: Workplace
    ) throws -> Readings {
        var readings = readings
        if let assumed = place.text("assume_crs"), readings.crs == nil {
            place.note("it has no CRS; \(assumed) is assumed, as the layer declares")
            readings.crs = assumed
        }
        if readings.crs == nil, isGeographic {
            place.note("longitude and latitude without a datum are taken as WGS 84 (EPSG:4326)")
            readings.crs = "EPSG:4326"
        }
        guard let crs = readings.crs else {
            // A base station has times and no places.
            if place.job.grid == nil || readings.positions.allSatisfy({ !$0.x.isFinite }) { return readings }
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

    /// Points of a vector file, their numbers as channels.
    private static func points(_ input: Job.Input, _ place: Workplace) throws -> Readings {
        let facts = try VectorFile.examine(input.path)
        guard let crs = place.job.grid?.crs ?? facts.authority ?? facts.crs ?? place.text("assume_crs") else {
            throw JobFailure(
                code: .badData, file: input.name, reason: "it has no CRS",
                remedy: "write it with its CRS, or declare assume_crs for the layer in campaign.yaml")
        }
        let features = try VectorFile.read(input.path, into: crs, assumedCRS: place.text("assume_crs"))
        var positions: [Point] = []
        var rows: [Feature] = []
        for feature in features {
            guard case .points(let points) = feature.geometry, points.count == 1 else {
                throw JobFailure(
                    code: .badData, file: input.name, reason: "a feature of it is not a single point",
                    remedy: "send points, or declare the layer as lines or polygons")
            }
            positions.append(points[0])
            rows.append(feature)
        }
        let names = rows.first?.attributes.map(\.name) ?? []
        let wanted = place.text("channel")
        let channels = names.compactMap { name -> Readings.Channel? in
            guard wanted == nil || wanted == name else { return nil }
            let values = rows.map { row in
                if case .number(let number)? = row.value(name) { number } else { Double.nan }
            }
            return values.contains { !$0.isNaN } ? Readings.Channel(name: name, unit: "", values: values) : nil
        }
        guard !channels.isEmpty else {
            throw JobFailure(
                code: .badData, file: input.name,
                reason: wanted.map { "it has no attribute '\($0)' with numbers" } ?? "it has no attribute with numbers",
                remedy: "its attributes are \(names.joined(separator: ", "))")
        }
        place.record(fact: "driver", facts.driver)
        place.record(fact: "readings", "\(positions.count)")
        return Readings(crs: crs, positions: positions, channels: channels)
    }
}
