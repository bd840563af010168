/// Radon in the air by an upward detector (IAEA 2003; Grasty and Minty 1995).
struct RadonMethod: Sendable {
    let constants: [String: Double]

    init(_ constants: [String: Double]) { self.constants = constants }

    private subscript(name: String) -> Double { constants[name] ?? 0 }

    /// Radon's rate in the downward uranium window.
    func radon(up: Double, _ windows: GammaWindows) -> Double {
        let ground = self["a1"] * windows.uranium + self["a2"] * windows.thorium
        let numerator = up - ground + self["a2"] * self["bt"] - self["bu"]
        return numerator / (self["au"] - self["a1"] - self["a2"] * self["at"])
    }

    /// What that radon adds to the three windows.
    func windows(radon: Double) -> GammaWindows {
        GammaWindows(self["ak"] * radon + self["bk"], radon, self["at"] * radon + self["bt"])
    }
}
