import KernelTypes
import Operations
import Survey

/// The directions of field and magnetisation that reductions need, as set or as maps of them.
struct MagneticDirections: Sendable {
    /// What reductions take: the anomaly, and maps for wide areas.
    static let inputs: [Operation.Input] = [
        .init("in", .raster, "the total-field anomaly on a projected grid"),
        .init(
            "inclination", .raster,
            """
            the field's inclination in degrees on the same grid: an area wider than 2° is reduced in tiles, each \
            with its own
            """,
            isOptional: true),
        .init("declination", .raster, "the field's declination in degrees, with 'inclination'", isOptional: true),
    ]

    private let inclination: Double?
    private let declination: Double?
    private let magnetisation: FieldDirection?
    private let amplitudeInclination: Double
    private let operation: String

    /// A degree of latitude, in metres.
    private static let degree = 111_200.0

    init(_ settings: Settings) throws(OperationError) {
        inclination = settings.values["inclination"]?.number
        declination = settings.values["declination"]?.number
        amplitudeInclination = try settings.number("amplitude_inclination")
        operation = settings.operation
        switch (
            settings.values["magnetisation_inclination"]?.number, settings.values["magnetisation_declination"]?.number
        ) {
        case (let inclination?, let declination?):
            magnetisation = FieldDirection(inclination: inclination, declination: declination)
        case (nil, nil): magnetisation = nil
        default:
            throw settings.error(
                .missingParameter, "magnetisation_declination", "the magnetisation's direction is half given",
                "set both its inclination and its declination, or neither where it is induced")
        }
    }

    func response(
        for core: Window, of field: Field, at bench: any Workbench, target: PoleResponse.Target
    ) throws -> PoleResponse {
        let direction = try direction(for: core, of: field, at: bench)
        if core == field.grid.whole {
            if abs(direction.inclination) < amplitudeInclination {
                bench.note(
                    "The inclination is below \(amplitudeInclination)°: amplitudes of north-south trends are too small."
                )
            }
            if try greatestTile(of: field, at: bench) == nil, isWide(field) {
                bench.note("The area is wider than 2°, reduced with one direction: give maps of the field's direction.")
            }
        }
        return PoleResponse(
            field: direction, magnetisation: magnetisation ?? direction, amplitudeInclination: amplitudeInclination,
            target: target)
    }

    /// A degree where maps tell the direction and the area is wider than two.
    func greatestTile(of field: Field, at bench: any Workbench) throws -> Double? {
        bench.has("inclination") && isWide(field) ? Self.degree : nil
    }

    private func isWide(_ field: Field) -> Bool {
        let width = Double(field.grid.columns) * field.metres.width
        let height = Double(field.grid.rows) * field.metres.height
        return max(width, height) > 2 * Self.degree
    }

    private func direction(for core: Window, of field: Field, at bench: any Workbench) throws -> FieldDirection {
        FieldDirection(
            inclination: try angle("inclination", inclination, at: core, of: field, bench),
            declination: try angle("declination", declination, at: core, of: field, bench))
    }

    /// As set, or the map's value at the tile's centre.
    private func angle(
        _ name: String, _ set: Double?, at core: Window, of field: Field, _ bench: any Workbench
    ) throws -> Double {
        if bench.has(name) {
            let row = core.row + core.rows / 2
            let map = try bench.raster(name)
            guard map.grid.hasSameCells(as: field.grid) else {
                throw OperationError(
                    code: .unfitInput, operation: operation, key: name,
                    reason: "the map of the \(name) lies on another grid than the anomaly",
                    remedy: "make it on the same grid")
            }
            let value = try map.strip(row..<(row + 1))[core.column + core.columns / 2, row]
            if !value.isNaN { return Double(value) }
        }
        guard let set else {
            throw OperationError(
                code: .missingParameter, operation: operation, key: name, reason: "the field's \(name) is not known",
                remedy: "set '\(name)', or give a map of it without holes")
        }
        return set
    }
}

extension Parameter {
    static let fieldInclination = Parameter(
        "inclination", .number(from: -90, to: 90), unit: "degree", isOptional: true,
        "of the Earth's field at the survey's date, positive downwards; or give maps")
    static let fieldDeclination = Parameter(
        "declination", .number(from: -180, to: 180), unit: "degree", isOptional: true,
        "of the Earth's field from grid north, positive eastwards; or give maps")
    static let magnetisationInclination = Parameter(
        "magnetisation_inclination", .number(from: -90, to: 90), unit: "degree", isOptional: true,
        "of the rocks where they are not magnetised along the field")
    static let magnetisationDeclination = Parameter(
        "magnetisation_declination", .number(from: -180, to: 180), unit: "degree", isOptional: true,
        "with the magnetisation's inclination")
    static let amplitudeInclination = Parameter(
        "amplitude_inclination", .number(from: 0, to: 90), unit: "degree", default: 20,
        "where the inclination is flatter, amplitudes are corrected as if it were this")
    /// Of the filters by wavelength.
    static let pass = Parameter(
        "pass", .choice(WavelengthResponse.Pass.allCases.map(\.rawValue)), default: "low",
        "low lets wavelengths above the cut-off through, high those below, band those between two")
}

extension WavelengthResponse {
    init(_ settings: Settings, shape: Shape) throws(OperationError) {
        self.shape = shape
        pass = Pass(rawValue: try settings.text("pass")) ?? .low
        wavelength = try settings.number("wavelength")
        shorter = settings.values["shorter"]?.number ?? 0
        guard pass != .band || (shorter > 0 && shorter < wavelength) else {
            throw settings.error(
                .outOfRange, "shorter", "a band needs a shorter wavelength than \(wavelength) m", "set 'shorter'")
        }
    }
}
