/// The waves of nearly one length.
struct SpectralRing: Sendable {
    /// Mean, in radians per metre.
    var wavenumber = 0.0
    var waves = 0
    /// Mean of the squared amplitudes.
    var power = 0.0

    /// Adds sums.
    mutating func add(_ other: SpectralRing) {
        wavenumber += other.wavenumber
        waves += other.waves
        power += other.power
    }
}
