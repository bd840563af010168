import KernelTypes
import Linear
package import Operations
import Survey

/// Readings to a raster by point sources below them that would make the same field.
package struct EquivalentSources: ReadingGridder {
    package static let declaration = Operation(
        name: "grid-equivalent-sources",
        summary: """
            Gives the field of point sources below the readings, as at one level: a harmonic surface through them.
            """,
        family: .gridding, inputs: [.readingsToGrid],
        parameters: [
            .channel,
            Parameter(
                "depth", .positive, unit: "m", isOptional: true,
                "of the sources below the readings; without it, 2.5 times the mean distance between blocks"),
            Parameter(
                "block", .positive, unit: "m", isOptional: true,
                "one source a block of this side, at the readings' mean place; without it, two cells"),
            Parameter(
                "damping", .number(from: 0, to: 1e6), default: 1e-6,
                "added to the normal equations' diagonal, relative to its mean"),
            Parameter(
                "height_channel", .text, isOptional: true, "heights of the readings in metres; without it, 0"
            ),
            Parameter("level", .anyNumber, unit: "m", default: 0, "height of the result"),
            Parameter(
                "window", .integer(from: 50, to: 20_000), default: 1_500,
                "sources that are solved at once: more are fitted window by window to what is left"),
            Parameter("rounds", .integer(from: 1, to: 100), default: 4, "passes over all windows"),
            Parameter("seed", .integer(from: 0, to: 1 << 31), default: 1, "of the windows' order"),
            .maximumDistance,
        ],
        memory: .whole,
        formula: """
            Σ cⱼ / rⱼ + a plane, rⱼ the distance to source j, of block-averaged readings with their least-squares \
            plane taken off; c by damped least squares. With more sources than 'window', windows that overlap by half \
            are taken in a drawn order, each fitted to what the others leave over its readings: gradient boosting.
            """,
        source: """
            Dampney (1969), The equivalent source technique; Soler and Uieda (2021), Gradient-boosted equivalent \
            sources.
            """)

    package let channel: String?
    private let depth: Double?
    private let block: Double?
    private let damping: Double
    private let heightChannel: String?
    private let level: Double
    private let window: Int
    private let rounds: Int
    private let seed: UInt64
    private let maximumDistance: Double?

    package init(_ settings: Settings) throws(OperationError) {
        channel = settings.values["channel"]?.text
        depth = settings.values["depth"]?.number
        block = settings.values["block"]?.number
        damping = try settings.number("damping")
        heightChannel = settings.values["height_channel"]?.text
        level = try settings.number("level")
        window = try settings.integer("window")
        rounds = try settings.integer("rounds")
        seed = UInt64(try settings.integer("seed"))
        maximumDistance = settings.values["maximum_distance"]?.number
    }

    package func surface(through readings: ChannelReadings, at bench: any Workbench) throws -> any GriddedSurface {
        let metres = try readings.unitInMetres()
        let grid = readings.grid
        let heights = try heights(of: readings, at: bench)
        let side = (block ?? 2 * metres * max(grid.cellWidth, grid.cellHeight)) / metres
        let plane = TrendPlane(readings.positions, readings.values, around: grid)
        let data = BlockAverages(readings, heights: heights, side: side, metresPerUnit: metres, without: plane)
        guard !data.points.isEmpty else { throw readings.outside() }
        let square = min(data.points.count, 4 * window)
        try bench.require(
            bytes: 8 * square * square * 3 + 100 * data.points.count, of: Self.declaration,
            for: "the equations of a window")
        var sources = SourceLayer(below: data, depth: depth ?? 2.5 * data.spacing)
        do {
            try sources.fit(data, damping: damping, window: window, rounds: rounds, seed: seed, at: bench)
        } catch let error as LinearError {
            throw readings.unfit("the sources cannot be solved: \(error.reason)", remedy: "set a greater 'damping'")
        }
        return SourceSurface(
            grid: grid, sources: sources, plane: plane, level: level, metresPerUnit: metres,
            misfit: sources.misfit(of: data),
            reach: maximumDistance.map { distance in
                NearCells(on: grid, within: distance / metres) { row, mark in
                    for column in data.columns(ofRow: row) { mark(column) }
                }
            })
    }

    private func heights(of readings: ChannelReadings, at bench: any Workbench) throws -> [Double]? {
        guard let heightChannel else { return nil }
        guard let channel = try bench.reading("in").channel(heightChannel) else {
            throw readings.unfit("the readings have no channel '\(heightChannel)'", remedy: "correct 'height_channel'")
        }
        let heights = readings.kept.map { kept in kept.map { channel.values[$0] } } ?? channel.values
        guard heights.allSatisfy(\.isFinite) else {
            throw readings.unfit("some readings have no height", remedy: "leave them out, or fill their heights")
        }
        return heights
    }
}
