import Survey

/// A `.rctrk` track of a RadiaCode scintillator: `Timestamp` counts tenths of a microsecond since 1601 in UTC, `Time` is
/// local and is not used.
enum RadiaCodeTrack: InstrumentFormat {
    static let name = "RadiaCode track"

    static func recognise(_ input: InstrumentInput) -> Recognition {
        guard input.head.first?.hasPrefix("Track:") == true, input.head.count > 1,
            input.head[1].hasPrefix("Timestamp\tTime\tLatitude\tLongitude")
        else { return .declined("the first lines are not Track: and Timestamp, Time, Latitude, Longitude") }
        return .certain
    }

    static func read(_ input: InstrumentInput) throws(InstrumentError) -> InstrumentResult {
        let text = try input.decoded()
        guard var table = NamedRows(text, separator: UInt8(ascii: "\t"), fits: { $0.first == "Timestamp" }) else {
            throw InstrumentError(.noHeader, reason: "there is no header", remedy: "export the track again")
        }
        var builder = ReadingBuilder(
            ReadingReport(
                format: name, dialect: .init(separator: "\t", headerLine: table.headerLine, encoding: text.encoding),
                positions: .init(x: "Longitude", y: "Latitude", isGeographic: true)),
            nodata: input.expectation.nodata)
        builder.report.timeZone = "Z"
        builder.addChannel("dose_rate", unit: "µR/h", column: "DoseRate")
        builder.addChannel("count_rate", unit: "cps", column: "CountRate")
        builder.addChannel("accuracy", unit: "m", column: "Accuracy")
        builder.addLabel("comment")
        var shifts: Set<Int> = []
        while let row = table.rows.next() {
            guard row == .fields else {
                if let problem = row.problem { builder.refuse(table.rows.line, problem) }
                continue
            }
            let line = table.rows.line
            guard table.rows.fields.count >= 7 else {
                builder.refuse(line, "it has \(table.rows.fields.count) fields, the header \(table.names.count)")
                continue
            }
            // In whole numbers: as a double the stamp would lose its last digits.
            guard let stamp = Int(table.text(0)), stamp > 116_444_736_000_000_000 else {
                builder.refuse(line, "\(table.text(0).shown) is no time since 1601")
                continue
            }
            let ticks = stamp - 116_444_736_000_000_000
            let time = Double(ticks / 10_000_000) + Double(ticks % 10_000_000) / 1e7
            guard let latitude = table.number(table.column("Latitude")),
                let longitude = table.number(table.column("Longitude"))
            else {
                builder.refuse(line, "its position is not a number")
                continue
            }
            if let problem = PositionReader.problem(longitude, "Longitude", isGeographic: true, isLatitude: false)
                ?? PositionReader.problem(latitude, "Latitude", isGeographic: true, isLatitude: true)
            {
                builder.refuse(line, problem)
                continue
            }
            if let local = TimeText.moment(table.text(1))?.time.utc(offset: 0) {
                shifts.insert(Int(((local - time) / 60).rounded()))
            }
            builder.add(
                Point(x: longitude, y: latitude), time: time,
                values: ["DoseRate", "CountRate", "Accuracy"].map { table.value(table.column($0)) },
                labels: [table.text(table.column("Comment"))], line: line)
        }
        if shifts.count == 1, let minutes = shifts.first, minutes != 0 {
            builder.note("the column Time is \(minutes) minutes from the UTC time stamps and is not used")
        }
        builder.note("positions of the phone's GPS are on WGS 84")
        return try builder.finish(crs: "EPSG:4326")
    }
}
