import Survey

/// The tab-divided dump of a Scintrex CG-6 gravimeter. Its clock is UTC; `CorrGrav` holds the corrections of the bit mask.
enum ScintrexCG6: InstrumentFormat {
    static let name = "Scintrex CG-6 dump"

    private static let columns = [
        "Station", "Date", "Time", "CorrGrav", "Line", "StdDev", "StdErr", "RawGrav", "X", "Y", "SensorTemp",
        "TideCorr",
        "TiltCorr", "TempCorr", "DriftCorr", "MeasurDur", "InstrHeight", "LatUser", "LonUser", "ElevUser", "LatGPS",
        "LonGPS", "ElevGPS", "Corrections",
    ]
    private static let channels: [(column: String, name: String, unit: String)] = [
        ("CorrGrav", "gravity", "mGal"), ("StdDev", "standard_deviation", "mGal"), ("StdErr", "standard_error", "mGal"),
        ("RawGrav", "raw_gravity", "mGal"), ("X", "tilt_x", "arcsec"), ("Y", "tilt_y", "arcsec"),
        ("SensorTemp", "temperature", "mK"), ("TideCorr", "tide", "mGal"), ("TiltCorr", "tilt_correction", "mGal"),
        ("TempCorr", "temperature_correction", "mGal"), ("DriftCorr", "drift_correction", "mGal"),
        ("MeasurDur", "duration", "s"), ("InstrHeight", "instrument_height", "m"),
        ("LatUser", "user_latitude", "degree"),
        ("LonUser", "user_longitude", "degree"), ("ElevUser", "user_elevation", "m"), ("ElevGPS", "gps_elevation", "m"),
    ]

    static func recognise(_ input: InstrumentInput) -> Recognition {
        guard case .success(let text) = input.text else { return .declined("it is not text") }
        if header(text) != nil { return .certain }
        if input.head.contains(where: { $0.uppercased().contains("CG-6 SURVEY") }) { return .certain }
        guard let row = input.head.first(where: { !$0.trimmed.isEmpty && !$0.hasPrefix("/") }) else {
            return .declined("there is no CG-6 header")
        }
        return isRow(row.split(separator: "\t", omittingEmptySubsequences: false).map(\.trimmed))
            ? .certain : .declined("there is no header with Station and CorrGrav, nor a row of its 24 columns")
    }

    private static func header(_ text: DecodedText) -> NamedRows? {
        NamedRows(text, separator: UInt8(ascii: "\t")) { names in
            names.contains("CorrGrav") && names.contains("Station")
        }
    }

    /// Whether a row without a header is one of this instrument: 24 fields, date, time, and the bit mask at the end.
    private static func isRow(_ fields: [String]) -> Bool {
        fields.count == columns.count && TimeText.date(fields[1], order: .yearFirst) != nil
            && TimeText.clock(fields[2]) != nil && fields[23].count == 5
            && fields[23].allSatisfy { $0 == "0" || $0 == "1" }
    }

    static func read(_ input: InstrumentInput) throws(InstrumentError) -> InstrumentResult {
        let text = try input.decoded()
        let header = header(text)
        var names = header?.names ?? columns
        // `Corrections[drift-temp-na-tide-tilt]` names the bits.
        names = names.map { $0.hasPrefix("Corrections") ? "Corrections" : $0 }
        let places = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        guard let date = places["Date"], let time = places["Time"], let mask = places["Corrections"] else {
            throw InstrumentError(
                .noHeader, reason: "the header has no Date, Time or Corrections",
                remedy: "dump the survey with all columns")
        }
        var builder = ReadingBuilder(
            ReadingReport(
                format: name,
                dialect: .init(
                    separator: "\t", headerLine: header?.headerLine ?? 0, encoding: text.encoding,
                    variant: header == nil ? "without header" : "with header"),
                positions: .init(x: "LonGPS", y: "LatGPS", isGeographic: true)),
            nodata: input.expectation.nodata)
        for (column, channel, unit) in channels { builder.addChannel(channel, unit: unit, column: column) }
        builder.addLabel("line")
        builder.addLabel("station")
        builder.addLabel("corrections")
        let offset = input.expectation.timeZone ?? .utc
        builder.report.timeZone = offset.text
        var rows = header?.rows ?? RowReader(text.bytes, separator: UInt8(ascii: "\t"), from: 0, line: 1)
        var tides: Set<Bool> = []
        var farthest = 0.0
        while let row = rows.next() {
            guard row == .fields else {
                if let problem = row.problem { builder.refuse(rows.line, problem) }
                continue
            }
            let fields = rows.texts
            guard fields.count >= names.count else {
                builder.refuse(rows.line, "it has \(fields.count) fields, the header \(names.count)")
                continue
            }
            guard let day = TimeText.date(fields[date], order: .yearFirst), let seconds = TimeText.clock(fields[time])
            else {
                builder.refuse(rows.line, "\(fields[date].shown) \(fields[time].shown) is no date and time")
                continue
            }
            let bits = fields[mask]
            guard bits.count == 5, bits.allSatisfy({ $0 == "0" || $0 == "1" }) else {
                builder.refuse(rows.line, "its corrections are \(bits.shown), not five bits")
                continue
            }
            tides.insert(Array(bits)[3] == "1")
            let values = channels.map { column, _, _ -> FieldValue in
                places[column].map { FieldValue(rows.bytes, rows.fields[$0].range, decimal: UInt8(ascii: ".")) }
                    ?? .missing
            }
            let point = place(rows, places["LonGPS"], places["LatGPS"])
            if let point, let user = place(rows, places["LonUser"], places["LatUser"]) {
                farthest = max(farthest, abs(point.x - user.x), abs(point.y - user.y))
            }
            builder.add(
                point, time: CivilTime(date: day, seconds: seconds).utc(offset: offset.seconds), values: values,
                labels: [places["Line"].map { fields[$0] } ?? "", places["Station"].map { fields[$0] } ?? "", bits],
                line: rows.line)
        }
        if farthest > 0.01 {
            builder.note(
                "the operator's coordinates are up to \(farthest) degrees from the GPS's; positions are the GPS's")
        }
        return try finish(builder, tides)
    }

    private static func place(_ rows: RowReader, _ x: Int?, _ y: Int?) -> Point? {
        guard let x, let y,
            case .number(let longitude) = FieldValue(rows.bytes, rows.fields[x].range, decimal: UInt8(ascii: ".")),
            case .number(let latitude) = FieldValue(rows.bytes, rows.fields[y].range, decimal: UInt8(ascii: ".")),
            abs(longitude.value) <= 180, abs(latitude.value) <= 90
        else { return nil }
        return Point(x: longitude.value, y: latitude.value)
    }

    private static func finish(_ builder: ReadingBuilder, _ tides: Set<Bool>) throws(InstrumentError)
        -> InstrumentResult
    {
        var builder = builder
        builder.note("positions of the GPS are on WGS 84")
        switch tides {
        case [true]: builder.note("the tide is in CorrGrav already (bit 4 of Corrections): it must not be added again")
        case [false]: builder.note("the tide is not in CorrGrav (bit 4 of Corrections)")
        default: break
        }
        guard tides.count == 1, let isApplied = tides.first else {
            throw InstrumentError(
                .contradiction, reason: "the tide is in CorrGrav in some rows and not in others (bit 4 of Corrections)",
                remedy: "split the file")
        }
        var result = try builder.finish(crs: "EPSG:4326")
        if case .readings(var readings, var report) = result {
            let name = isApplied ? "tide_applied" : "tide_not_applied"
            for index in readings.channels.indices where readings.channels[index].name == "tide" {
                readings.channels[index].name = name
                report.channels[index].name = name
            }
            result = .readings(readings, report)
        }
        return result
    }
}
