import Survey

/// Takes the rows of a MagArrow table.
struct MagArrowRows {
    /// A magnetometer: its value, and the columns that say whether that is one.
    private struct Sensor {
        var value: Int
        var valid: Int?
        var deadZone: Int?
    }

    private var table: NamedRows
    private var builder: ReadingBuilder
    private let sensors: [Sensor]
    private let others: [Int]
    private let nmea: Int?
    private var invalid = 0
    private var interpolated = 0
    private var repeated = 0
    private var lastFix: Point?

    private static let units: [String: String] = [
        "compassx": "µT", "compassy": "µT", "compassz": "µT", "altitude": "m", "heightoverellipsoid": "m",
        "track": "degree",
        "imutemperature": "°C",
    ]

    init(_ table: NamedRows, _ input: InstrumentInput, _ text: DecodedText) {
        self.table = table
        let names = table.names.map { $0.lowercased() }
        let generation =
            names.contains("mag1data")
            ? "two sensors" : names.contains { $0.contains("mfam") } ? "MFAM fiducial" : "one sensor"
        builder = ReadingBuilder(
            ReadingReport(
                format: MagArrowTable.name,
                dialect: .init(
                    separator: ",", headerLine: table.headerLine, encoding: text.encoding, variant: generation),
                positions: .init(x: "Longitude", y: "Latitude", isGeographic: true)),
            nodata: input.expectation.nodata)
        builder.report.timeZone = "Z"
        var sensors: [Sensor] = []
        for (value, valid, zone, name) in [
            ("mag", "magvalid", "magdeadzone", "total_field"), ("magdata", "magvalid", "magdeadzone", "total_field"),
            ("mag1data", "mag1valid", "mag1deadzone", "total_field_1"),
            ("mag2data", "mag2valid", "mag2deadzone", "total_field_2"),
            ("magaverage", "magaveragevalid", "magaveragedeadzone", "total_field"),
        ] {
            guard let column = table.column(value) else { continue }
            sensors.append(Sensor(value: column, valid: table.column(valid), deadZone: table.column(zone)))
            builder.addChannel(name, unit: "nT", column: table.names[column])
        }
        self.sensors = sensors
        nmea = names.firstIndex { $0.contains("nmea") || $0.contains("gga") }
        let taken: Set<String> = ["date", "time", "latitude", "longitude", "locationsource"]
        let own = Set(sensors.flatMap { [$0.value, $0.valid, $0.deadZone].compactMap(\.self) })
        let nmea = nmea
        others = names.indices.filter { !taken.contains(names[$0]) && !own.contains($0) && $0 != nmea }
        for column in others {
            // The column of this name holds the geoid's height over the ellipsoid in all files seen.
            let isSeparation = names[column] == "heightoverellipsoid"
            builder.addChannel(
                isSeparation ? "geoid_separation" : table.names[column], unit: Self.units[names[column]] ?? "",
                column: table.names[column])
        }
        if names.contains("heightoverellipsoid") {
            builder.note(
                "'HeightOverEllipsoid' is taken as the geoid's separation, which is what the instrument writes there")
        }
        builder.addLabel("location_source")
    }

    /// Takes the next row; `false` at the end.
    mutating func takeNext() -> Bool {
        guard let row = table.rows.next() else { return false }
        guard row == .fields else {
            if let problem = row.problem { builder.refuse(table.rows.line, problem) }
            return true
        }
        let line = table.rows.line
        let fields = table.rows.fields
        guard fields.count == table.names.count || isSentenceCut(fields.count) || fields.count == table.names.count + 1
        else {
            if fields.count < table.names.count || nmea == nil {
                builder.refuse(line, "it has \(fields.count) fields, the header \(table.names.count)")
                return true
            }
            builder.refuse(line, "its NMEA sentence is not in quotes that close")
            return true
        }
        if table.text(table.column("Date")) == "Date" { return true }
        guard let date = TimeText.date(table.text(table.column("Date")), order: .yearFirst),
            let clock = TimeText.clock(table.text(table.column("Time")))
        else {
            builder.refuse(line, "its date and time are no such thing")
            return true
        }
        guard let longitude = table.number(table.column("Longitude")),
            let latitude = table.number(table.column("Latitude"))
        else {
            builder.refuse(line, "its position is not a number")
            return true
        }
        if let problem = PositionReader.problem(longitude, "Longitude", isGeographic: true, isLatitude: false)
            ?? PositionReader.problem(latitude, "Latitude", isGeographic: true, isLatitude: true)
        {
            builder.refuse(line, problem)
            return true
        }
        let point = Point(x: longitude, y: latitude)
        let source = table.text(table.column("LocationSource"))
        if source == "I" {
            interpolated += 1
            if point == lastFix { repeated += 1 }
        } else {
            lastFix = point
        }
        var values = sensors.map { sensor -> FieldValue in
            let isValid = sensor.valid.map { table.number($0) != 0 } ?? true
            let isDead = sensor.deadZone.map { (table.number($0) ?? 0) != 0 } ?? false
            guard isValid, !isDead else {
                invalid += 1
                return .missing
            }
            return table.value(sensor.value)
        }
        values += others.map { column -> FieldValue in
            let value = table.value(column)
            // Letters such as the fix's quality D are no channel of numbers.
            if case .text = value { return .missing }
            return value
        }
        builder.add(
            point, time: CivilTime(date: date, seconds: clock).utc(offset: 0), values: values, labels: [source],
            line: line)
        return true
    }

    /// Whether the fields are more because the sentence in the last column stands in single quotes.
    private func isSentenceCut(_ count: Int) -> Bool {
        guard let nmea, count > table.names.count, nmea == table.names.count - 1 else { return false }
        return table.text(nmea).hasPrefix("'") && table.text(count - 1).hasSuffix("'")
    }

    consuming func finish() throws(InstrumentError) -> InstrumentResult {
        if invalid > 0 { builder.note("\(invalid) values are marked invalid or in the dead zone and have none") }
        if interpolated > 0 {
            builder.note(
                "\(interpolated) positions are marked as interpolated (I); \(repeated) of them repeat the fix before")
        }
        builder.note("the instrument's clock is UTC and its GPS on WGS 84")
        return try builder.finish(crs: "EPSG:4326")
    }
}
