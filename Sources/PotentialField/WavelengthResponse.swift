import KernelTypes
import Survey

/// Filters by wavelength: Butterworth's and the Gaussian.
struct WavelengthResponse: SpectralResponse {
    enum Shape: Sendable {
        /// 1 / (1 + (k/k₀)ⁿ): 0.5 at the cut-off.
        case butterworth(order: Double)
        /// exp(-k² / 2k₀²): 0.607 at the cut-off.
        case gaussian
    }

    enum Pass: String, Sendable, CaseIterable {
        case low, high, band
    }

    let shape: Shape
    let pass: Pass
    /// Metres; of a band, the longer one.
    let wavelength: Double
    /// Metres; of a band, the shorter one.
    let shorter: Double

    func factor(east: Double, north: Double) -> SIMD2<Double> {
        let k = Wave.length(east, north)
        switch pass {
        case .low: return SIMD2(low(k, wavelength), 0)
        case .high: return SIMD2(1 - low(k, wavelength), 0)
        case .band: return SIMD2(low(k, shorter) * (1 - low(k, wavelength)), 0)
        }
    }

    func low(_ k: Double, _ wavelength: Double) -> Double {
        let ratio = k * wavelength / Wave.turn
        switch shape {
        case .butterworth(let order): return 1 / (1 + Elementary.pow(ratio, order))
        case .gaussian: return Elementary.exp(-0.5 * ratio * ratio)
        }
    }
}
