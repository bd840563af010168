import Survey

/// Takes NMEA sentences.
struct NmeaRows {
    /// A fix whose day may come later.
    private struct Fix {
        var point: Point
        var clock: Double
        var values: [FieldValue]
        var line: Int
    }

    private var builder: ReadingBuilder
    private var pending: [Fix] = []
    /// The day that a sentence told, and its time of day.
    private var day: (date: CivilTime.Date, clock: Double)?
    private var withoutFix = 0
    private var withoutSum = 0

    init(_ text: DecodedText, nodata: [Double]) {
        builder = ReadingBuilder(
            ReadingReport(
                format: NmeaLog.name, dialect: .init(separator: ",", headerLine: 0, encoding: text.encoding),
                positions: .init(x: "longitude", y: "latitude", isGeographic: true)),
            nodata: nodata)
        builder.report.timeZone = "Z"
        builder.addChannel("altitude", unit: "m", column: "GGA altitude above mean sea level")
        builder.addChannel("geoid_separation", unit: "m", column: "GGA geoid separation")
        builder.addChannel("fix_quality", column: "GGA quality")
        builder.addChannel("satellites", column: "GGA satellites")
        builder.addChannel("hdop", column: "GGA HDOP")
    }

    mutating func take(_ range: Range<Int>, _ lines: TextLines) {
        let bytes = lines.bytes
        var body = (range.lowerBound + 1)..<range.upperBound
        if let star = bytes[body].lastIndex(of: UInt8(ascii: "*")) {
            let written = bytes[(star + 1)..<range.upperBound].asText.trimmed
            body = body.lowerBound..<star
            let sum = bytes[body].reduce(UInt8(0), ^)
            guard UInt8(written, radix: 16) == sum, written.count == 2 else {
                return builder.refuse(lines.number, "its checksum is \(written.shown), that of its letters \(hex(sum))")
            }
        } else {
            withoutSum += 1
        }
        let fields = lines.fields(body, separator: UInt8(ascii: ","))
        let name = lines.text(fields[0])
        guard name.count >= 5 else { return }
        switch name.suffix(3) {
        case "GGA": takeFix(fields, lines)
        case "RMC" where fields.count > 9:
            guard let clock = TimeText.packedClock(lines.text(fields[1])) else { return }
            setDay(Self.day(lines.text(fields[9])), clock)
        case "ZDA" where fields.count > 4:
            guard let clock = TimeText.packedClock(lines.text(fields[1])) else { return }
            let parts = fields[2...4].map { Int(lines.text($0)) ?? 0 }
            setDay(.init(year: parts[2], month: parts[1], day: parts[0]), clock)
        default: break
        }
    }

    private func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) }

    /// `ddmmyy`; GPS began in 1980, so two digits leave one century.
    private static func day(_ text: String) -> CivilTime.Date? {
        guard text.count == 6, let all = Int(text), text.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        let year = all % 100
        return .init(year: year >= 80 ? 1_900 + year : 2_000 + year, month: all / 100 % 100, day: all / 10_000)
    }

    private mutating func setDay(_ date: CivilTime.Date?, _ clock: Double) {
        guard let date else { return }
        day = (date, clock)
        for fix in pending { add(fix) }
        pending = []
    }

    private mutating func takeFix(_ fields: [Range<Int>], _ lines: TextLines) {
        guard fields.count >= 10 else { return builder.refuse(lines.number, "it has \(fields.count) fields, a GGA 15") }
        guard lines.number(fields[6]) != 0, !fields[2].isEmpty, !fields[4].isEmpty else {
            withoutFix += 1
            return
        }
        guard let clock = TimeText.packedClock(lines.text(fields[1])) else {
            return builder.refuse(lines.number, "\(lines.text(fields[1]).shown) is no time of day")
        }
        guard let latitude = degrees(fields[2], fields[3], lines, "N", "S", 90),
            let longitude = degrees(fields[4], fields[5], lines, "E", "W", 180)
        else {
            return builder.refuse(lines.number, "its position is none in degrees and minutes")
        }
        let values = [9, 11, 6, 7, 8].map { index -> FieldValue in
            index < fields.count ? FieldValue(lines.bytes, fields[index], decimal: UInt8(ascii: ".")) : .missing
        }
        let fix = Fix(point: Point(x: longitude, y: latitude), clock: clock, values: values, line: lines.number)
        if day == nil { pending.append(fix) } else { add(fix) }
    }

    /// `ddmm.mmmm` and the side of the Earth.
    private func degrees(
        _ range: Range<Int>, _ side: Range<Int>, _ lines: TextLines, _ positive: String, _ negative: String,
        _ most: Double
    ) -> Double? {
        guard let written = lines.number(range), written >= 0 else { return nil }
        let whole = (written / 100).rounded(.down)
        let minutes = written - whole * 100
        let degrees = whole + minutes / 60
        guard minutes < 60, degrees <= most else { return nil }
        switch lines.text(side) {
        case positive: return degrees
        case negative: return -degrees
        default: return nil
        }
    }

    private mutating func add(_ fix: Fix) {
        var time: Double?
        if let day {
            // A fix and the sentence that tells the day lie seconds apart, maybe on both sides of midnight.
            let shift = fix.clock - day.clock > 43_200 ? -86_400.0 : day.clock - fix.clock > 43_200 ? 86_400 : 0
            time = CivilTime(date: day.date, seconds: fix.clock).utc(offset: 0) + shift
        }
        builder.add(fix.point, time: time, values: fix.values, line: fix.line)
    }

    consuming func finish() throws(InstrumentError) -> InstrumentResult {
        let hasDay = day != nil
        for fix in pending { add(fix) }
        if !hasDay { builder.note("times are not read: no RMC or ZDA sentence tells the day") }
        if withoutFix > 0 { builder.note("\(withoutFix) GGA sentences are without a fix") }
        if withoutSum > 0 { builder.note("\(withoutSum) sentences have no checksum") }
        builder.note("altitude is above mean sea level; positions are on WGS 84")
        return try builder.finish(crs: "EPSG:4326")
    }
}
