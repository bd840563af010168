import Survey

/// What a filter does to a wave: a factor for each wavenumber.
package protocol SpectralResponse: Sendable {
    /// The factor of the wave exp(i (east x + north y)), as real and imaginary part; wavenumbers in radians per metre.
    func factor(east: Double, north: Double) -> SIMD2<Double>

    /// Multiplies the spectrum along one column, `east` being its wavenumber and `norths` those of its rows.
    ///
    /// The wave that two cells carry has no direction: at `nyquist`, both directions are averaged.
    func apply(to column: inout MutableSpan<SIMD2<Float>>, east: Double, norths: [Double], nyquist: Int?, scale: Double)
}

extension SpectralResponse {
    package func apply(
        to column: inout MutableSpan<SIMD2<Float>>, east: Double, norths: [Double], nyquist: Int?, scale: Double
    ) {
        norths.withUnsafeBufferPointer { norths in
            for row in column.indices {
                var factor = factor(east: east, north: norths[row])
                if row == nyquist {
                    factor = 0.5 * (factor + self.factor(east: east, north: -norths[row]))
                }
                let f = SIMD2<Float>(Float(scale * factor.x), Float(scale * factor.y))
                let value = column[row]
                column[row] = SIMD2(value.x * f.x - value.y * f.y, value.x * f.y + value.y * f.x)
            }
        }
    }
}
