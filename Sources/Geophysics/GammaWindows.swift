/// Rates of the potassium, uranium and thorium windows of a gamma spectrometer, or what is made of them.
struct GammaWindows: Hashable, Sendable {
    var potassium: Double
    var uranium: Double
    var thorium: Double

    init(_ potassium: Double, _ uranium: Double, _ thorium: Double) {
        self.potassium = potassium
        self.uranium = uranium
        self.thorium = thorium
    }

    static func - (a: Self, b: Self) -> Self {
        Self(a.potassium - b.potassium, a.uranium - b.uranium, a.thorium - b.thorium)
    }

    static func + (a: Self, b: Self) -> Self {
        Self(a.potassium + b.potassium, a.uranium + b.uranium, a.thorium + b.thorium)
    }

    static func * (a: Self, factor: Double) -> Self {
        Self(a.potassium * factor, a.uranium * factor, a.thorium * factor)
    }

    static func / (a: Self, b: Self) -> Self {
        Self(a.potassium / b.potassium, a.uranium / b.uranium, a.thorium / b.thorium)
    }
}

/// How much of one element's rays is counted in another's window.
struct StrippingRatios: Hashable, Sendable {
    /// Thorium in the uranium window, thorium in that of potassium, uranium in that of potassium.
    var alpha: Double
    var beta: Double
    var gamma: Double
    /// Uranium in the thorium window, potassium in that of thorium, potassium in that of uranium.
    var a = 0.0
    var b = 0.0
    var g = 0.0

    /// At a height: the three forward ratios grow with the air between.
    func raised(by height: Double, terms: GammaWindows) -> StrippingRatios {
        var ratios = self
        ratios.alpha += terms.potassium * height
        ratios.beta += terms.uranium * height
        ratios.gamma += terms.thorium * height
        return ratios
    }

    /// The rate that each element alone gives in its own window: the inverse of
    /// K = k + γ u + β t, U = g k + u + α t, T = b k + a u + t.
    func stripped(_ windows: GammaWindows) -> GammaWindows {
        let (k, u, t) = (windows.potassium, windows.uranium, windows.thorium)
        let m11 = 1 - alpha * a
        let m12 = g - alpha * b
        let m13 = g * a - b
        let determinant = m11 - gamma * m12 + beta * m13
        let potassium = (k * m11 - gamma * (u - alpha * t) + beta * (u * a - t)) / determinant
        let uranium = ((u - alpha * t) - k * m12 + beta * (g * t - b * u)) / determinant
        let thorium = ((t - a * u) - gamma * (g * t - b * u) + k * m13) / determinant
        return GammaWindows(potassium, uranium, thorium)
    }
}
