import KernelTypes
package import Operations
import Survey

/// Readings to a raster, each cell the mean of the nearest readings weighted by their distance.
package struct InverseDistance: ReadingGridder {
    package static let declaration = Operation(
        name: "grid-inverse-distance",
        summary: "Gives each cell the mean of the nearest readings, weighted by the inverse of their distance.",
        family: .gridding, inputs: [.readingsToGrid],
        parameters: [
            .channel,
            Parameter("neighbours", .integer(from: 1, to: 256), default: 12, "how many of the nearest readings count"),
            Parameter("power", .number(from: 0.1, to: 16), default: 2, "exponent of the distance"),
            .maximumDistance,
        ],
        memory: .features,
        formula: """
            Σ wᵢ vᵢ / Σ wᵢ with wᵢ = 1 / dᵢ^power over the nearest readings, d from the cell's centre; readings beyond \
            the maximum distance do not count. A reading at the centre is the cell's value. Readings at one place \
            count once, with their mean; of two at the same distance, the one that comes first in the file counts first.
            """,
        source: "Shepard (1968), A two-dimensional interpolation function for irregularly-spaced data.")

    package let channel: String?
    private let neighbours: Int
    private let power: Double
    private let maximumDistance: Double

    package init(_ settings: Settings) throws(OperationError) {
        channel = settings.values["channel"]?.text
        neighbours = try settings.integer("neighbours")
        power = try settings.number("power")
        maximumDistance = settings.values["maximum_distance"]?.number ?? .infinity
    }

    package func surface(through readings: ChannelReadings, at bench: any Workbench) throws -> any GriddedSurface {
        let metres = try readings.unitInMetres()
        try bench.require(bytes: 130 * readings.values.count, of: Self.declaration, for: "the tree of readings")
        let places = ReadingPlaces(positions: readings.positions, values: readings.values)
        return InverseDistanceSurface(
            grid: readings.grid, places: places, search: NeighbourSearch(places.positions), neighbours: neighbours,
            power: power, limit: maximumDistance / metres)
    }
}
