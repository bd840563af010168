import KernelTypes
package import Operations
import Survey

/// Readings along survey lines to a raster, by splines along the lines and then across them.
package struct BidirectionalGridding: ReadingGridder {
    package static let declaration = Operation(
        name: "grid-bidirectional",
        summary: "Gives a surface through parallel survey lines, by splines along the lines and then across them.",
        family: .gridding, inputs: [.readingsToGrid],
        parameters: [
            .channel,
            Parameter(
                "azimuth", .number(from: -360, to: 360), unit: "degree", isOptional: true,
                "of the lines, clockwise from grid north; without it, that of their longest"),
            Parameter(
                "sampling", .positive, unit: "m", isOptional: true,
                "distance between samples along the lines; without it, the shorter side of a cell"),
            .maximumDistance,
        ],
        memory: .features,
        formula: """
            Each line (ties and base readings left out) is put in order along the azimuth, readings within half a \
            sample taken together as their mean, and drawn through by Akima's spline at each sample. A cell lies \
            between two samples; at each, the lines that reach there, in order across, are drawn through by Akima's \
            spline, and the cell is the mean of both weighted by nearness. No data beyond the outermost lines and \
            their ends, or where the nearer of the two lines beside is farther than the maximum distance.
            """,
        source: """
            Akima (1970), A new method of interpolation and smooth curve fitting based on local procedures; \
            bidirectional gridding as in Geosoft's BIGRID.
            """)

    package let channel: String?
    private let azimuth: Double?
    private let sampling: Double?
    private let maximumDistance: Double

    package init(_ settings: Settings) throws(OperationError) {
        channel = settings.values["channel"]?.text
        azimuth = settings.values["azimuth"]?.number
        sampling = settings.values["sampling"]?.number
        maximumDistance = settings.values["maximum_distance"]?.number ?? .infinity
    }

    package func surface(through readings: ChannelReadings, at bench: any Workbench) throws -> any GriddedSurface {
        let metres = try readings.unitInMetres()
        let lines = readings.lines.filter { $0.kind == .line && $0.readings.count > 1 }
        guard lines.count > 1 else {
            throw readings.unfit(
                "the readings have \(lines.count) survey lines, and at least two are needed",
                remedy: "use another gridding method, or give readings with line numbers")
        }
        try bench.require(bytes: 60 * readings.values.count, of: Self.declaration, for: "the lines' samples")
        let direction = azimuth.map(LineDirection.init(azimuth:)) ?? LineDirection(of: lines, readings.positions)
        let step = (sampling ?? min(readings.grid.cellWidth, readings.grid.cellHeight) * metres) / metres
        let sampled = lines.compactMap { line in
            SampledLine(
                line.readings.map {
                    (direction.along(readings.positions[$0]), direction.across(readings.positions[$0]))
                },
                line.readings.map { readings.values[$0] }, step: step)
        }
        guard sampled.count > 1 else {
            throw readings.unfit(
                "fewer than two lines run along the azimuth", remedy: "set 'azimuth', or a shorter 'sampling'")
        }
        return BidirectionalSurface(
            grid: readings.grid, lines: sampled, direction: direction, step: step, limit: maximumDistance / metres)
    }
}
