import KernelTypes

/// A direction in the ground as a unit vector, east, north and down.
package struct FieldDirection: Hashable, Sendable {
    let east: Double
    let north: Double
    let down: Double
    /// Degrees below the horizontal.
    let inclination: Double

    /// In degrees: inclination positive downwards, declination positive eastwards from the grid's north.
    package init(inclination: Double, declination: Double) {
        let degree = Wave.turn / 360
        let level = Elementary.cos(inclination * degree)
        self.inclination = inclination
        east = level * Elementary.sin(declination * degree)
        north = level * Elementary.cos(declination * degree)
        down = Elementary.sin(inclination * degree)
    }

    /// sin I + i cos I cos(D - θ): what a wave with direction θ contributes along this direction, over |k|.
    func projection(_ x: Double, _ y: Double) -> SIMD2<Double> { SIMD2(down, east * x + north * y) }
}
