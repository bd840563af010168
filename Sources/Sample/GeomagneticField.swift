import KernelTypes

/// The Earth's main field over the area, taken as uniform.
struct GeomagneticField: Sendable {
    /// Total intensity, nT.
    let intensity: Double
    /// The unit vector along the field: east, north, up.
    let east: Double
    let north: Double
    let up: Double

    /// Angles in degrees: inclination below the horizon, declination east of north.
    init(intensity: Double, inclination: Double, declination: Double) {
        let dip = inclination * (Double.pi / 180)
        let azimuth = declination * (Double.pi / 180)
        self.intensity = intensity
        east = Elementary.cos(dip) * Elementary.sin(azimuth)
        north = Elementary.cos(dip) * Elementary.cos(azimuth)
        up = -Elementary.sin(dip)
    }

    /// IGRF-14 at 62.096° E, 29.112° N, 900 m above the ellipsoid, on 2025-01-01.
    static let rekoDiq2025 = GeomagneticField(intensity: 47_130.7, inclination: 46.19, declination: 2.51)
}
