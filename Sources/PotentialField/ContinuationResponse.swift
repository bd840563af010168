import KernelTypes
import Survey

/// exp(-k h) upward; downward exp(k h) / (1 + α exp(2 k h)).
struct ContinuationResponse: SpectralResponse {
    /// Metres upward; negative downward.
    let height: Double
    /// α: the power of noise over that of signal. Not used upward.
    let noise: Double

    func factor(east: Double, north: Double) -> SIMD2<Double> {
        let exponent = Wave.length(east, north) * height
        if exponent >= 0 { return SIMD2(Elementary.exp(-exponent), 0) }
        // Far down the stabiliser decides alone; without it the factor is held where it stays finite.
        let down = Elementary.exp(exponent)
        return SIMD2(noise > 0 ? down / (down * down + noise) : 1 / max(down, 1e-30), 0)
    }
}
