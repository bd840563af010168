import Survey

/// A porphyry copper system: a stock with a magnetite core, a shell that lost its magnetite, and its halo.
struct PorphyrySystem: Sendable {
    let centre: Point
    let halo: Halo
    /// Half the width of the magnetite core, m.
    let coreRadius: Double
    /// Metres from the surface to the top of the core.
    let coreDepth: Double
    let coreHeight: Double
    /// A/m.
    let coreMagnetisation: Double
    /// A/m that the shell lost.
    let shellLoss: Double
    /// Degrees east of north.
    let strike: Double
    /// The radius of the stock's outcrop, m; nil where it is blind.
    let outcropRadius: Double?
}
