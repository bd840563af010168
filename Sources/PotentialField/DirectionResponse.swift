import KernelTypes
import Survey

/// Passes or rejects what trends along an azimuth.
struct DirectionResponse: SpectralResponse {
    /// East and north part of the azimuth's direction.
    let east: Double
    let north: Double
    let exponent: Double
    let isRejecting: Bool

    /// `azimuth` in degrees from grid north, clockwise.
    init(azimuth: Double, exponent: Double, isRejecting: Bool) {
        east = Elementary.sin(azimuth * Wave.turn / 360)
        north = Elementary.cos(azimuth * Wave.turn / 360)
        self.exponent = exponent
        self.isRejecting = isRejecting
    }

    func factor(east x: Double, north y: Double) -> SIMD2<Double> {
        let k = Wave.length(x, y)
        guard k > 0 else { return isRejecting ? Wave.unchanged : Wave.stopped }
        // A feature along the azimuth is made of waves across it.
        let across = abs(x * north - y * east) / k
        let passed = across > 0 ? Elementary.pow(across, exponent) : 0
        return SIMD2(isRejecting ? 1 - passed : passed, 0)
    }
}
