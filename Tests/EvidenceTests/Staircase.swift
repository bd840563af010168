/// Heights of 12 x 9 cells of 20 m that other programs were given too: 100 + 3 c + (7 c + 11 r) mod 13.
enum Staircase {
    static let raster = SmallRaster(columns: 12, values: heights)
    /// The same with two cells missing.
    static let withGaps = SmallRaster(
        columns: 12, values: heights.enumerated().map { $0 == 0 || $0 == 3 * 12 + 5 ? .nan : $1 })
    static let places = [(1, 1), (4, 3), (7, 5), (10, 7), (2, 6)]

    private static let heights = (0..<108).map { index -> Float in
        let (column, row) = (index % 12, index / 12)
        return Float(100 + 3 * column + (column * 7 + row * 11) % 13)
    }

    /// The result's cells at `places`.
    static func picked(_ result: [Float]) -> [Float] { places.map { result[$0.1 * 12 + $0.0] } }
}
