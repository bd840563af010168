import Survey

/// Takes the readings of a pXRF export.
struct XrayRows {
    private var table: NamedRows
    private let columns: XrayColumns
    private var builder: ReadingBuilder
    private let decimal: UInt8
    private let offset: TimeOffset?
    private let dayFirst: Bool?
    /// Units of the rows in their order; rows are brought to ppm at the end where they differ.
    private var rowUnits: [String] = []
    private var zeros = 0
    private var untimed = 0

    init(_ table: NamedRows, _ columns: XrayColumns, _ input: InstrumentInput, _ text: DecodedText) {
        self.table = table
        self.columns = columns
        offset = input.expectation.timeZone
        dayFirst = input.expectation.dayFirst
        let separator = table.rows.separator
        decimal = separator == UInt8(ascii: ",") ? UInt8(ascii: ".") : Self.mark(table, columns)
        let hasPlaces = columns.latitude != nil && columns.longitude != nil
        builder = ReadingBuilder(
            ReadingReport(
                format: XrayTable.name,
                dialect: .init(
                    separator: String(UnicodeScalar(separator)), hasDecimalComma: decimal == UInt8(ascii: ","),
                    headerLine: table.headerLine, encoding: text.encoding, variant: columns.vendor),
                positions: hasPlaces ? .init(x: "Longitude", y: "Latitude", isGeographic: true) : nil),
            nodata: input.expectation.nodata)
        for element in columns.elements {
            builder.addChannel(element.name, unit: element.unit, column: table.names[element.value], suspects: false)
        }
        for element in columns.elements {
            guard let error = element.error else { continue }
            builder.addChannel("\(element.name) error", unit: element.unit, column: table.names[error], suspects: false)
        }
        for column in columns.labels { builder.addLabel(table.names[column].trimmed) }
    }

    /// Comma or point, whichever numbers of the first rows are written with.
    private static func mark(_ table: NamedRows, _ columns: XrayColumns) -> UInt8 {
        var rows = table.rows
        for _ in 0..<50 {
            guard let row = rows.next() else { break }
            guard row == .fields else { continue }
            for element in columns.elements where element.value < rows.fields.count {
                let range = rows.fields[element.value].range
                let isComma = NumberText.number(rows.bytes, range, decimal: UInt8(ascii: ",")) != nil
                let isPoint = NumberText.number(rows.bytes, range, decimal: UInt8(ascii: ".")) != nil
                if isComma != isPoint { return isComma ? UInt8(ascii: ",") : UInt8(ascii: ".") }
            }
        }
        return UInt8(ascii: ".")
    }

    /// Takes the next row; `false` at the end.
    mutating func takeNext() -> Bool {
        guard let row = table.rows.next() else { return false }
        guard row == .fields else {
            if let problem = row.problem { builder.refuse(table.rows.line, problem) }
            return true
        }
        let line = table.rows.line
        guard table.rows.fields.count >= table.names.count else {
            builder.refuse(line, "it has \(table.rows.fields.count) fields, the header \(table.names.count)")
            return true
        }
        var values: [FieldValue] = []
        var errors: [FieldValue] = []
        var measured = 0
        for element in columns.elements {
            let error = element.error.map { table.value($0, decimal: decimal) }
            let value = concentration(table.value(element.value, decimal: decimal), error: error)
            if case .missing = value {} else { measured += 1 }
            values.append(value)
            // What stands beside a value below detection is its limit, not an error.
            if let error {
                if case .below = value { errors.append(.missing) } else { errors.append(error) }
            }
        }
        guard measured > 0 else {
            builder.refuse(line, "no element has a value: the reading was broken off")
            return true
        }
        let unit = table.text(columns.units).trimmed.lowercased()
        guard columns.units == nil || ["ppm", "%", "pct", "wt%", "ppb"].contains(unit) else {
            builder.refuse(line, "its unit is \(unit.shown)")
            return true
        }
        let before = builder.count
        builder.add(
            place(), time: time(), values: values + errors, labels: columns.labels.map { table.text($0) }, line: line)
        if builder.count > before { rowUnits.append(unit) }
        return true
    }

    private mutating func concentration(_ value: FieldValue, error: FieldValue?) -> FieldValue {
        var limit: Double?
        if case .number(let number)? = error { limit = number.value }
        switch value {
        case .below(nil): return .below(limit)
        case .number(let number) where number.value == 0 && error != nil:
            zeros += 1
            return limit.map { $0 > 0 ? .below($0) : value } ?? .below(nil)
        default: return value
        }
    }

    private func place() -> Point? {
        guard let x = table.number(columns.longitude, decimal: decimal),
            let y = table.number(columns.latitude, decimal: decimal), abs(x) <= 180, abs(y) <= 90, x != 0 || y != 0
        else { return nil }
        return Point(x: x, y: y)
    }

    private mutating func time() -> Double? {
        guard let offset else { return nil }
        let day = table.text(columns.date)
        let clock = table.text(columns.time)
        let orders = TimeText.orders(day)
        let order = orders.count == 1 ? orders[0] : dayFirst.map { $0 ? .dayFirst : .monthFirst }
        guard let order, let date = TimeText.date(day, order: order), let seconds = TimeText.clock(clock) else {
            untimed += 1
            return nil
        }
        return CivilTime(date: date, seconds: seconds).utc(offset: offset.seconds)
    }

    consuming func finish() throws(InstrumentError) -> InstrumentResult {
        builder.report.timeZone = offset?.text
        if offset == nil {
            builder.note("times are not read: nothing tells the zone of the instrument's clock; declare time_zone")
        } else if untimed > 0 {
            builder.note("\(untimed) readings have no time that can be read; a year of two digits tells no century")
        }
        if zeros > 0 {
            builder.note(
                "\(zeros) zeros stand for values below detection; their limit is the number in the error's column")
        }
        let units = rowUnits
        guard case .readings(var readings, var report) = try builder.finish(crs: nil) else {
            throw InstrumentError(.empty, reason: "there is no reading", remedy: "export it with its data")
        }
        if columns.units != nil { Self.apply(units, &readings, &report) }
        if readings.positions.allSatisfy(\.x.isNaN) {
            report.positions = nil
            report.notes.append("no reading has a position")
        } else {
            readings.crs = "EPSG:4326"
            report.crs = "EPSG:4326"
            report.notes.append("positions of the instrument's GPS are on WGS 84")
        }
        return .readings(readings, report)
    }

    /// Gives the channels the unit of the rows; where rows differ, all are brought to ppm.
    private static func apply(_ units: [String], _ readings: inout Readings, _ report: inout ReadingReport) {
        func perPpm(_ unit: String) -> Double { unit == "ppm" ? 1 : unit == "ppb" ? 0.001 : 10_000 }
        let isMixed = Set(units.map(perPpm)).count > 1
        let common = isMixed ? "ppm" : units.first == "ppm" ? "ppm" : units.first == "ppb" ? "ppb" : "%"
        if isMixed { report.notes.append("rows in different units were brought to ppm (1 % is 10,000 ppm)") }
        for index in readings.channels.indices where readings.channels[index].unit.isEmpty {
            readings.channels[index].unit = common
            report.channels[index].unit = common
            guard isMixed else { continue }
            for row in units.indices { readings.channels[index].values[row] *= perPpm(units[row]) }
            for limit in readings.channels[index].censored.indices {
                readings.channels[index].censored[limit].limit *=
                    perPpm(units[readings.channels[index].censored[limit].reading])
            }
        }
    }
}
