/// Usual values of a lithology at the surface.
struct SurfaceBackground: Sendable {
    /// %.
    let potassium: Double
    /// ppm.
    let thorium: Double
    /// ppm.
    let uranium: Double
    /// Reflectance near 1.6 µm over that near 2.2 µm, where clays absorb.
    let clay: Double
    /// Reflectance in red over that in blue, where iron oxides absorb.
    let iron: Double
    /// ppm in soil, in the order of `Metal.allCases`.
    let soil: [Double]
}
