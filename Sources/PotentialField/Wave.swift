/// Wavenumbers' lengths.
enum Wave {
    /// Radians per metre, of any direction.
    static func length(_ east: Double, _ north: Double) -> Double { (east * east + north * north).squareRoot() }
    static let unchanged = SIMD2<Double>(1, 0)
    static let stopped = SIMD2<Double>(0, 0)
    /// Radians in a turn.
    static let turn = 6.283_185_307_179_586
}
