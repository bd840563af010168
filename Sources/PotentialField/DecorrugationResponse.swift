import Survey

/// All but what is both shorter than a wavelength and trends along the lines.
struct DecorrugationResponse: SpectralResponse {
    let short: WavelengthResponse
    let along: DirectionResponse

    func factor(east: Double, north: Double) -> SIMD2<Double> {
        SIMD2(1 - short.factor(east: east, north: north).x * along.factor(east: east, north: north).x, 0)
    }
}
