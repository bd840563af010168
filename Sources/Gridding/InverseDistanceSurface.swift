import KernelTypes
import Survey

/// The weighted mean of the nearest places, at any cell.
struct InverseDistanceSurface: GriddedSurface {
    let grid: AnalysisGrid
    let places: ReadingPlaces
    let search: NeighbourSearch
    let neighbours: Int
    let power: Double
    /// In units of the CRS.
    let limit: Double

    func fill(_ output: Strip) {
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

    var figures: [String: Double] {
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
