import KernelTypes
import Operations
import Survey

/// Takes out what the aircraft or the walker adds to the field by the direction of travel.
struct Heading: Procedure {
    static let declaration = Operation(
        name: "heading",
        summary: "Subtracts the heading error by a table over azimuth, given or fitted from calibration lines.",
        family: .correction,
        inputs: [
            .init("in", .readings, "readings with lines"),
            .init(
                "calibration", .readings,
                "lines flown in several directions over one place, corrected for diurnal and field", isOptional: true),
        ],
        parameters: [
            Parameter(
                "channel", .text, isOptional: true,
                "channel to correct; default: the chain's last, or the only one in nT"),
            Parameter("calibration_channel", .text, isOptional: true, "the same in the calibration"),
            Parameter(
                "table", .map, isOptional: true,
                "heading error in nT by azimuth in degrees, such as { 0: 3, 90: -1.5, 180: -3, 270: 1.5 }"),
            Parameter(
                "direction", .choice(["line", "reading"]), default: "line",
                "azimuth of the whole line, or at each reading"),
            Parameter("suffix", .text, default: "heading", "ending of the new channel's name"),
        ],
        outputs: Operation.Output.corrected, memory: .features,
        formula: """
            v - e(azimuth), e linear between the table's azimuths around the circle. From calibration: e of a \
            direction is the mean of its lines less the mean of all directions; lines within 15 degrees are one \
            direction.
            """,
        source: "Clover-leaf test as in Reeves (2005), Aeromagnetic Surveys; e is what the heading adds.")

    private let settings: Settings
    private let given: HeadingTable?

    init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        guard let map = settings.values["table"]?.map else {
            given = nil
            return
        }
        var errors: [(azimuth: Double, error: Double)] = []
        for (key, value) in map {
            guard let azimuth = Double(key), azimuth.magnitude <= 360, let error = value.number, error.isFinite else {
                throw settings.error(
                    .wrongType, "table", "'\(key): \(value)' is no azimuth with its error", "write { 0: 3, 90: -1.5 }")
            }
            errors.append((azimuth, error))
        }
        given = HeadingTable(errors)
        guard given != nil else {
            throw settings.error(
                .outOfRange, "table", "the table has no azimuth or one twice", "give each azimuth once")
        }
    }

    func run(at bench: any Workbench) throws {
        var work = Correction(try bench.reading("in"), settings)
        let channel = try work.channel("channel", unit: "nT", names: ReferenceField.fieldNames)
        let lines = try work.flownLines()
        let plane = try Plane(work.readings, at: bench)
        let heading = try given ?? fitted(bench)
        let isByReading = try settings.text("direction") == "reading"
        var errors = [Double](repeating: .nan, count: work.count)
        var table = Table(columns: ["line", "azimuth_degree", "heading_error_nT"])
        for line in lines {
            let azimuth = plane.azimuth(of: line)
            if isByReading {
                for index in line.readings { errors[index] = heading.error(at: Self.azimuth(plane, index, in: line)) }
            } else {
                for index in line.readings { errors[index] = heading.error(at: azimuth) }
            }
            let own = Sample(line.readings.map { errors[$0] })
            table.rows.append([
                .text(line.name), azimuth.isFinite ? .number(azimuth) : .missing,
                own.count > 0 ? .number(own.mean) : .missing,
            ])
        }
        let name = "\(channel.name)_\(try settings.text("suffix"))"
        let corrected = zip(channel.values, errors).map { $0 - $1 }
        try work.addCorrected(name, chain: "nT", unit: channel.unit, corrected)
        work.plotChange(of: channel, to: name, corrected)
        let origin = given == nil ? "fitted from the calibration" : "as given"
        work.quality.statements = [
            "\(name) is \(channel.name) less the heading error (\(origin)): \(heading.text)."
        ]
        work.quality.add("Heading error by line", table)
        work.quality.remark(on: work.count) { errors[$0].isFinite ? nil : "in no line, or without a direction" }
        let azimuths = stride(from: 0.0, through: 360, by: 5).map { $0 }
        work.quality.plots.append(
            .init(
                title: "Heading error", kind: .profile, xTitle: "azimuth, degree", yTitle: "nT",
                curves: [.init("error", x: azimuths, y: azimuths.map { heading.error(at: $0) })]))
        try work.give(to: bench)
    }

    private func fitted(_ bench: any Workbench) throws -> HeadingTable {
        guard bench.has("calibration") else {
            throw settings.error(
                .missingParameter, "table", "there is neither a table nor a calibration",
                "set table, or give calibration lines: --in calibration=FILE")
        }
        let calibration = Correction(try bench.reading("calibration"), settings)
        let channel = try calibration.channel("calibration_channel", unit: "nT", names: ReferenceField.fieldNames)
        let plane = try Plane(calibration.readings, at: bench)
        let lines = try calibration.flownLines().map { line in
            (azimuth: plane.azimuth(of: line), mean: Sample(line.readings.map { channel.values[$0] }).mean)
        }
        guard let table = HeadingTable(calibration: lines) else {
            throw calibration.unfit(
                "calibration", "the calibration has lines of less than two directions",
                "give one with lines in at least two directions over one place")
        }
        return table
    }

    /// The direction at a reading: from the one before to the one after on its line that has another place.
    private static func azimuth(_ plane: Plane, _ index: Int, in line: Readings.Line) -> Double {
        let own = plane.points[index]
        let before = line.readings[..<index].last { plane.points[$0].x.isFinite && plane.points[$0] != own } ?? index
        let after = line.readings[index...].first { plane.points[$0].x.isFinite && plane.points[$0] != own } ?? index
        guard own.x.isFinite, before != after else { return .nan }
        return Plane.azimuth(from: plane.points[before], to: plane.points[after])
    }
}
