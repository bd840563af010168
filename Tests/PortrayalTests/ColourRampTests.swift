import Foundation
import Testing

@testable import Portrayal

extension ColourRamp: CustomTestStringConvertible {
    package var testDescription: String { name }
}

@Suite struct ColourRampTests {
    static let ramps = [ColourRamp.indigoToYellow, .navyToRose]

    @Test(arguments: ramps) func `a ramp has 256 colours, of which 8 bits a channel merge a few`(ramp: ColourRamp) {
        #expect(ramp.colours.count == 256)
        #expect(Set(ramp.colours).count >= 250)
    }

    @Test(arguments: ramps) func `a ramp gets lighter from end to end, so that a grey copy reads the same`(
        ramp: ColourRamp
    ) {
        let lightness = ramp.colours.map(luminance)
        for step in 0..<(256 - 4) { #expect(lightness[step] < lightness[step + 4]) }
        #expect(lightness[255] - lightness[0] > 0.5)
    }

    @Test(arguments: ramps) func `equal steps on a ramp look equally different`(ramp: ColourRamp) {
        let steps = (0..<15).map { distance(ramp.colours[17 * $0], ramp.colours[17 * $0 + 17]) }
        let (smallest, largest) = (steps.min() ?? 0, steps.max() ?? 0)
        #expect(largest < 1.2 * smallest, "from \(smallest) to \(largest)")
    }

    @Test(arguments: ramps) func `tenths of a ramp stay apart for the red-blind and the green-blind`(ramp: ColourRamp) {
        for matrix in [protanopia, deuteranopia] {
            let seen = stride(from: 0, to: 256, by: 25).map { luminance(linear(ramp.colours[$0]), through: matrix) }
            for (low, high) in zip(seen, seen.dropFirst()) { #expect(high > low * 1.1) }
        }
    }

    @Test func `the ends and what lies beyond them have the end colours`() {
        let ramp = ColourRamp.indigoToYellow
        #expect(ramp.colour(at: -3) == ramp.colours[0])
        #expect(ramp.colour(at: 0) == ramp.colours[0])
        #expect(ramp.colour(at: .infinity) == ramp.colours[255])
        #expect(ramp.colour(at: 0.5) == ramp.colours[128])
    }

    @Test func `the whole of sRGB comes out of Oklab as libm's power gives it`() {
        for step in 0...1000 {
            let grey = Oklab(Double(step) / 1000, 0, 0).colour
            let light = pow(Double(step) / 1000, 3)
            let expected = light <= 0.0031308 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055
            #expect(abs(Double(grey.green) - 255 * expected) <= 0.501)
        }
    }

    @Test func `a colour is written as QGIS and HTML read it`() {
        #expect(Colour(red: 0, green: 10, blue: 255).hex == "#000aff")
    }

    // Viénot, Brettel and Mollon (1999), in linear sRGB.
    private let protanopia = [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]]
    private let deuteranopia = [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]]

    private func linear(_ colour: Colour) -> [Double] {
        [colour.red, colour.green, colour.blue].map {
            let value = Double($0) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
    }

    private func luminance(_ colour: Colour) -> Double {
        let light = linear(colour)
        return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]
    }

    private func luminance(_ light: [Double], through matrix: [[Double]]) -> Double {
        let seen = matrix.map { row in zip(row, light).reduce(0) { $0 + $1.0 * $1.1 } }
        return 0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]
    }

    /// In Oklab, from the colours as they are shown.
    private func distance(_ one: Colour, _ other: Colour) -> Double {
        func oklab(_ colour: Colour) -> Oklab {
            let rgb = linear(colour)
            let l = cbrt(0.4122214708 * rgb[0] + 0.5363325363 * rgb[1] + 0.0514459929 * rgb[2])
            let m = cbrt(0.2119034982 * rgb[0] + 0.6806995451 * rgb[1] + 0.1073969566 * rgb[2])
            let s = cbrt(0.0883024619 * rgb[0] + 0.2817188376 * rgb[1] + 0.6299787005 * rgb[2])
            return Oklab(
                0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
                1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
                0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s)
        }
        return oklab(one).distance(to: oklab(other))
    }
}
