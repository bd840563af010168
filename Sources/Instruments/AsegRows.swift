import Survey

/// Takes the records of a `.dat`.
struct AsegRows {
    private let definition: AsegDefinition
    private let columns: AsegColumns
    private let layout: AsegRecord
    private var builder: ReadingBuilder
    /// First value of each field among the values of a record.
    private let starts: [Int]
    private var values: [Range<Int>] = []
    private var channelValues: [Int] = []
    private var labelValues: [Int] = []
    private var outside = 0

    init(
        _ definition: AsegDefinition, _ columns: AsegColumns, _ layout: AsegRecord, _ report: ReadingReport,
        nodata: [Double]
    ) {
        self.definition = definition
        self.columns = columns
        self.layout = layout
        builder = ReadingBuilder(report, nodata: nodata)
        var starts: [Int] = []
        var next = 0
        for (index, field) in definition.fields.enumerated() {
            starts.append(next)
            defer { next += field.count }
            guard ![columns.x, columns.y, columns.line].contains(index) else { continue }
            for element in 0..<field.count {
                let name = field.count > 1 ? "\(field.name)[\(element)]" : field.name
                if field.kind == "A" {
                    builder.addLabel(name)
                    labelValues.append(next + element)
                } else {
                    builder.addChannel(
                        name, unit: Self.unit(field.unit), column: name, nulls: field.null.map { [$0] } ?? [],
                        suspects: false)
                    channelValues.append(next + element)
                }
            }
        }
        self.starts = starts
    }

    /// Units in the field's spelling; as written where they are not known.
    private static func unit(_ text: String) -> String {
        switch text.lowercased() {
        case "metres", "metre", "meters", "m": "m"
        case "micrometres_per_second_squared", "um/s^2", "um/s2", "gu": "µm/s²"
        case "nt", "gammas": "nT"
        case "dega", "degrees", "degree": "degree"
        default: text
        }
    }

    mutating func take(_ range: Range<Int>, _ lines: TextLines) {
        guard !lines.isBlank(range) else { return }
        guard layout.cut(range, lines, definition, into: &values) else {
            return builder.refuse(
                lines.number, "the record is too short: \(range.count) characters of \(definition.width)")
        }
        var place: [Double] = []
        for (column, isLatitude) in [(columns.x, false), (columns.y, true)] {
            let field = definition.fields[column]
            let value = FieldValue(lines.bytes, values[starts[column]], decimal: UInt8(ascii: "."))
            guard case .number(let number) = value else {
                return builder.refuse(
                    lines.number, "\(field.name.shown) is \(lines.text(values[starts[column]]).shown), not a number")
            }
            let nulls = DummyValues(declared: field.null.map { [$0] } ?? [], suspects: false)
            if nulls.verdict(on: number) == .dummy {
                place.append(.nan)
                continue
            }
            if let problem = PositionReader.problem(
                number.value, field.name, isGeographic: columns.isGeographic, isLatitude: isLatitude)
            {
                return builder.refuse(lines.number, problem)
            }
            place.append(number.value)
        }
        if let line = columns.line {
            let name = lines.text(values[starts[line]])
            builder.begin(line: name, kind: LineName.kind(name))
        }
        let hasPlace = !place[0].isNaN && !place[1].isNaN
        if !hasPlace { outside += 1 }
        builder.add(
            hasPlace ? Point(x: place[0], y: place[1]) : nil,
            values: channelValues.map { FieldValue(lines.bytes, values[$0], decimal: UInt8(ascii: ".")) },
            labels: labelValues.map { lines.text(values[$0]) }, line: lines.number)
    }

    consuming func finish(crs: String?) throws(InstrumentError) -> InstrumentResult {
        if outside > 0 { builder.note("\(outside) readings have the declared NULL as position, so none") }
        builder.note("times are not read: ASEG-GDF2 does not say in which zone and from which day its times count")
        return try builder.finish(crs: crs)
    }
}
