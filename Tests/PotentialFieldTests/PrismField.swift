import KernelTypes
import Operations
import Survey
import TestBench

@testable import PotentialField

/// The field of three prisms, known exactly: 101 x 121 cells of 80 m and 100 m, inclination 46.19°, declination 2.51°.
enum PrismField {
    static let grid = AnalysisGrid(
        crs: "EPSG:32641", west: 299_950, north: 3_208_040, cellWidth: 100, cellHeight: 80, columns: 121, rows: 101)
    static let inclination = 46.19
    static let declination = 2.51

    static func array(_ name: String) throws -> [Double]? {
        try SharedFiles.array("references/potential-field/\(name).npy")?.northFirst
    }

    static func strip(_ values: [Double]) -> Strip { Strip(columns: 121, values: values.map { Float($0) }) }

    /// The result of a filter of the anomaly.
    static func filtered<P: Procedure>(
        _ procedure: P.Type, _ parameters: [String: ParameterValue] = [:], _ field: [Double]
    ) throws -> [Double] {
        let bench = MemoryBench(grid: grid)
        bench.put(strip(field), on: grid, as: "in")
        try bench.run(procedure, parameters)
        return try bench.strip("out").cells.values.map(Double.init)
    }
}

/// Root mean square of the differences over the greatest right value, without cells near the edge.
func misfit(_ found: [Double], _ right: [Double], columns: Int, trimmed: Int = 0) -> Double {
    let rows = right.count / columns
    var sum = 0.0
    var count = 0.0
    for row in trimmed..<(rows - trimmed) {
        for column in trimmed..<(columns - trimmed) {
            let difference = found[row * columns + column] - right[row * columns + column]
            sum += difference * difference
            count += 1
        }
    }
    return (sum / count).squareRoot() / (right.map(abs).max() ?? 1)
}
