/// A colour in Oklab, where equal distances look equally different; Ottosson (2020),
/// <https://bottosson.github.io/posts/oklab/>.
struct Oklab: Hashable {
    var lightness: Double
    /// Green to red.
    var a: Double
    /// Blue to yellow.
    var b: Double

    init(_ lightness: Double, _ a: Double, _ b: Double) {
        self.lightness = lightness
        self.a = a
        self.b = b
    }

    func distance(to other: Oklab) -> Double {
        let (l, p, q) = (lightness - other.lightness, a - other.a, b - other.b)
        return (l * l + p * p + q * q).squareRoot()
    }

    /// Linear light in sRGB's primaries; inside 0...1 for colours that a screen can show.
    var linear: (red: Double, green: Double, blue: Double) {
        func cubed(_ x: Double) -> Double { x * x * x }
        let l = cubed(lightness + 0.3963377774 * a + 0.2158037573 * b)
        let m = cubed(lightness - 0.1055613458 * a - 0.0638541728 * b)
        let s = cubed(lightness - 0.0894841775 * a - 1.2914855480 * b)
        return (
            red: 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            green: -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            blue: -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
        )
    }

    /// The sRGB colour of 8 bits a channel, clipped to the screen's gamut; IEC 61966-2-1.
    var colour: Colour {
        func encoded(_ light: Double) -> UInt8 {
            let light = min(1, max(0, light))
            let value = light <= 0.0031308 ? 12.92 * light : 1.055 * Oklab.powerFiveTwelfths(light) - 0.055
            return UInt8((255 * value).rounded())
        }
        let linear = linear
        return Colour(red: encoded(linear.red), green: encoded(linear.green), blue: encoded(linear.blue))
    }

    /// x^(5/12) for x in 0.003...1: the cube root of the fourth root of x⁵, by Newton, since libm's `pow` differs by
    /// system.
    private static func powerFiveTwelfths(_ x: Double) -> Double {
        let target = (x * x * x * x * x).squareRoot().squareRoot()
        var root = 1.0
        for _ in 0..<24 { root -= (root * root * root - target) / (3 * root * root) }
        return root
    }
}
