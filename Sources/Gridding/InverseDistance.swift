package import KernelTypes
package import Operations
package import Survey

/// Readings to a raster, each cell the mean of the nearest readings weighted by their distance.
package struct InverseDistance: ReadingGridder {
    package static let declaration = Operation(
        name: "grid-inverse-distance",
        summary: "Gives each cell the mean of the nearest readings, weighted by the inverse of their distance.",
        family: .gridding, inputs: [.init("in", .readings, "readings with the channel to grid")],
        parameters: [
            Parameter("neighbours", .integer(from: 1, to: 256), default: 12, "how many of the nearest readings count"),
            Parameter("power", .number(from: 0.1, to: 16), default: 2, "exponent of the distance"),
            Parameter(
                "maximum_distance", .positive, unit: "m", isOptional: true,
                """
                readings farther away do not count, and a cell without any nearer has no data; without it, every cell \
                gets a value
                """),
        ],
        memory: .features,
        formula: """
            Σ wᵢ vᵢ / Σ wᵢ with wᵢ = 1 / dᵢ^power over the nearest readings, d from the cell's centre. A reading at the \
            centre is the cell's value. Readings at one place count once, with their mean; of two at the same distance, \
            the one that comes first in the file counts first.
            """,
        source: "Shepard (1968), A two-dimensional interpolation function for irregularly-spaced data.")

    private let grid: AnalysisGrid
    private let places: ReadingPlaces
    private let search: NeighbourSearch
    private let neighbours: Int
    private let power: Double
    /// In units of the CRS.
    private let limit: Double

    package init(
        _ parameters: [String: ParameterValue], on grid: AnalysisGrid, positions: [Point], values: [Double],
        metresPerUnit: Double?
    ) throws(OperationError) {
        guard let metresPerUnit else {
            throw OperationError(
                code: .outOfRange, operation: Self.declaration.name, key: "in",
                reason: "the grid is in degrees, in which distances east and north differ",
                remedy: "set a projected grid")
        }
        places = ReadingPlaces(positions: positions, values: values)
        guard !places.positions.isEmpty else { throw .noReadings(Self.declaration.name) }
        self.grid = grid
        search = NeighbourSearch(places.positions)
        neighbours = Int(parameters["neighbours"]?.number ?? 12)
        power = parameters["power"]?.number ?? 2
        limit = (parameters["maximum_distance"]?.number ?? .infinity) / metresPerUnit
    }

    package func fill(_ output: Strip) {
        precondition(output.columns == grid.columns && output.rasterRows == grid.rows, "a strip of the grid")
        var found: [NeighbourSearch.Neighbour] = []
        found.reserveCapacity(neighbours + 1)
        for row in output.rows {
            for column in 0..<grid.columns {
                search.nearest(
                    neighbours, to: grid.centre(column: column, row: row), within: limit, into: &found)
                output[column, row] = mean(of: found)
            }
        }
    }

    package var figures: [String: Double] {
        ["readings": Double(places.readings), "places": Double(places.positions.count)]
    }

    /// Weights are taken relative to the nearest, so that none overflows; summed from the nearest outward.
    private func mean(of found: [NeighbourSearch.Neighbour]) -> Float {
        guard let nearest = found.first else { return .nan }
        if nearest.squaredDistance == 0 { return Float(places.values[nearest.place]) }
        var sum = 0.0
        var weights = 0.0
        for neighbour in found {
            let ratio = nearest.squaredDistance / neighbour.squaredDistance
            let weight = power == 2 ? ratio : Elementary.pow(ratio, power / 2)
            sum += weight * places.values[neighbour.place]
            weights += weight
        }
        return Float(sum / weights)
    }
}

extension OperationError {
    /// Nothing to make a raster from.
    static func noReadings(_ operation: String) -> OperationError {
        OperationError(
            code: .outOfRange, operation: operation, key: "in", reason: "no reading has a value in this channel",
            remedy: "set another channel, or check the layer's nodata")
    }
}
