import KernelTypes
package import Operations
import Survey

/// Readings to a raster by Sibson's natural neighbours.
package struct NaturalNeighbour: ReadingGridder {
    package static let declaration = Operation(
        name: "grid-natural-neighbour",
        summary: "Gives each cell the mean of its natural neighbours, weighted by the area that it would take of each.",
        family: .gridding, inputs: [.readingsToGrid], parameters: [.channel, .maximumDistance],
        memory: .features,
        formula: """
            Σ aᵢ vᵢ / Σ aᵢ: aᵢ is the area that the Voronoi cell of the raster cell's centre, were it a reading, takes \
            from the Voronoi cell of reading i. The cell is cut exactly from the half-planes towards the nearest \
            readings, outwards until none farther can touch it (at most 4096); no triangulation is made. No data where \
            that cell has \
            no end, which is outside the readings' convex hull. Readings at one place count once, with their mean.
            """,
        source: """
            Sibson (1981), A brief description of natural neighbour interpolation; areas by clipping convex polygons \
            (Sutherland and Hodgman 1974).
            """)

    package let channel: String?
    private let maximumDistance: Double

    package init(_ settings: Settings) throws(OperationError) {
        channel = settings.values["channel"]?.text
        maximumDistance = settings.values["maximum_distance"]?.number ?? .infinity
    }

    package func surface(through readings: ChannelReadings, at bench: any Workbench) throws -> any GriddedSurface {
        let metres = try readings.unitInMetres()
        try bench.require(bytes: 130 * readings.values.count, of: Self.declaration, for: "the tree of readings")
        let places = ReadingPlaces(positions: readings.positions, values: readings.values)
        guard places.positions.count > 2 else {
            throw readings.unfit("fewer than three places have a reading", remedy: "use another gridding method")
        }
        return NaturalNeighbourSurface(
            grid: readings.grid, places: places, search: NeighbourSearch(places.positions),
            limit: maximumDistance / metres)
    }
}
