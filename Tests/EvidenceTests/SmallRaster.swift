import KernelTypes
import Operations
import Survey

/// A raster small enough for brute force, and the strips that a worker would cut it into.
struct SmallRaster {
    let columns: Int
    let values: [Float]

    var rows: Int { values.count / columns }
    var strip: Strip { Strip(columns: columns, values: values) }

    init(columns: Int, values: [Float]) {
        self.columns = columns
        self.values = values
    }

    /// Values of `range`, some of them missing.
    init(_ columns: Int, _ rows: Int, in range: ClosedRange<Float>, missing: Double = 0.1, seed: UInt64) {
        var random = Seeded(seed)
        self.columns = columns
        values = (0..<(columns * rows)).map { _ in
            Double.random(in: 0..<1, using: &random) < missing ? .nan : Float.random(in: range, using: &random)
        }
    }

    subscript(column: Int, row: Int) -> Float { values[row * columns + column] }

    func grid(
        cellWidth: Double = 100, cellHeight: Double = 100, crs: String = "EPSG:32641", north: Double = 3_200_000
    ) -> AnalysisGrid {
        AnalysisGrid(
            crs: crs, west: crs == "EPSG:4326" ? 62 : 200_000, north: north, cellWidth: cellWidth,
            cellHeight: cellHeight, columns: columns, rows: rows)
    }

    /// The output of a transform that is run over bands of `height` rows, with its halo, as a worker does.
    func result(
        of type: any StripTransform.Type, _ parameters: [String: ParameterValue] = [:], on grid: AnalysisGrid? = nil,
        height: Int? = nil
    ) throws -> [Float] {
        let grid = grid ?? self.grid()
        let height = height ?? rows
        let whole = strip
        var transform = try type.init(type.declaration.resolve(parameters), on: grid)
        try transform.learn { input, visit in
            for band in grid.bands(ofAtMost: height) { visit(whole.part(band)) }
        }
        let output = Strip(columns: columns, rows: 0..<rows, rasterRows: rows)
        for band in grid.bands(ofAtMost: height) {
            let reach = max(0, band.lowerBound - transform.halo)..<min(rows, band.upperBound + transform.halo)
            transform.apply(to: [whole.part(reach)], into: output.part(band))
        }
        return output.cells.values
    }

    /// The bit patterns for several ways to cut the raster; all should be equal.
    func cuts(
        of type: any StripTransform.Type, _ parameters: [String: ParameterValue] = [:], on grid: AnalysisGrid? = nil
    ) throws -> Set<[UInt32]> {
        Set(
            try [1, 3, max(1, rows - 1), rows].map {
                try result(of: type, parameters, on: grid, height: $0).map(\.bitPattern)
            })
    }
}

/// SplitMix64: the same numbers on every machine.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
        bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
        return bits ^ (bits >> 31)
    }
}

/// Whether both are missing, or differ by no more than `tolerance`.
func agree(_ a: [Float], _ b: [Double], within tolerance: Double) -> Bool {
    a.count == b.count
        && zip(a, b).allSatisfy { a, b in
            a.isNaN || b.isNaN ? a.isNaN == b.isNaN : abs(Double(a) - b) <= tolerance * max(1, abs(b))
        }
}
