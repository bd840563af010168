import Foundation
import KernelTypes
import Testing

/// Against the C library, whose own error is below one unit in the last place.
@Suite struct ElementaryTests {
    private func units(_ a: Double, _ b: Double) -> Double {
        a == b || a.isNaN && b.isNaN ? 0 : abs(a - b) / max(a.magnitude, b.magnitude).ulp
    }

    @Test func `exp and log are within two units in the last place`() {
        var random = SplitMix(state: 5)
        var worst = 0.0
        for _ in 0..<100_000 {
            let x = Double.random(in: -708...709, using: &random)
            let y = Double(bitPattern: UInt64.random(in: 1..<0x7ff0_0000_0000_0000, using: &random))
            let z = 1 + Double.random(in: -0.5...0.5, using: &random) * Double.random(in: 0...1, using: &random)
            worst = max(worst, units(Elementary.exp(x), Foundation.exp(x)))
            worst = max(worst, units(Elementary.exp(x / 1000), Foundation.exp(x / 1000)))
            for value in [y, z] {
                worst = max(worst, units(Elementary.log(value), Foundation.log(value)))
                worst = max(worst, units(Elementary.log2(value), Foundation.log2(value)))
                worst = max(worst, units(Elementary.log10(value), Foundation.log10(value)))
            }
        }
        #expect(worst <= 2)
        #expect(units(Elementary.exp(-740), Foundation.exp(-740)) <= 2)
    }

    @Test func `exp and log have the special values of IEEE 754`() {
        #expect(Elementary.exp(0) == 1 && Elementary.exp(-1000) == 0 && Elementary.exp(1000) == .infinity)
        #expect(Elementary.exp(-.infinity) == 0 && Elementary.exp(.infinity) == .infinity)
        #expect(Elementary.exp(.nan).isNaN)
        for log in [Elementary.log, Elementary.log2, Elementary.log10] {
            #expect(log(1) == 0 && log(0) == -.infinity && log(.infinity) == .infinity)
            #expect(log(-1).isNaN && log(.nan).isNaN)
        }
    }

    @Test func `logarithms of powers of two and ten are whole`() {
        for k in -1074...1023 { #expect(Elementary.log2(Foundation.scalbn(1.0, k)) == Double(k)) }
        var power = 1.0
        for k in 0...22 {
            #expect(Elementary.log10(power) == Double(k))
            power *= 10
        }
    }

    @Test func `a power is within two units in the last place`() {
        var random = SplitMix(state: 7)
        var worst = 0.0
        for _ in 0..<100_000 {
            let x = Foundation.exp(Double.random(in: -20...20, using: &random))
            let y = Double.random(in: -35...35, using: &random)
            worst = max(worst, units(Elementary.pow(x, y), Foundation.pow(x, y)))
        }
        #expect(worst <= 2)
    }

    @Test func `a power has the special values of IEEE 754`() {
        let values = [0, -0.0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, .infinity, -.infinity, .nan, 1e300, 0x1p53, 0x1p53 + 2]
        for x in values {
            for y in values {
                let (found, expected) = (Elementary.pow(x, y), Foundation.pow(x, y))
                #expect(
                    units(found, expected) <= 2 && (found.isNaN || found.sign == expected.sign),
                    "pow(\(x), \(y)) is \(found), not \(expected)")
            }
        }
    }

    @Test func `sine, cosine and arc tangents are within two units in the last place`() {
        var random = SplitMix(state: 6)
        var worst = 0.0
        for _ in 0..<100_000 {
            let x = Double.random(in: -1000...1000, using: &random)
            let far = x * 1000
            for angle in [x, x / 1000, far] {
                worst = max(worst, units(Elementary.sin(angle), Foundation.sin(angle)))
                worst = max(worst, units(Elementary.cos(angle), Foundation.cos(angle)))
            }
            worst = max(worst, units(Elementary.atan(x / 100), Foundation.atan(x / 100)))
            let y = Double.random(in: -1000...1000, using: &random)
            worst = max(worst, units(Elementary.atan2(y, x), Foundation.atan2(y, x)))
        }
        #expect(worst <= 2)
    }

    @Test func `multiples of a quarter turn keep their small rest`() {
        for k in stride(from: 1.0, through: 600_000, by: 997) {
            let angle = k * (Double.pi / 2)
            #expect(units(Elementary.sin(angle), Foundation.sin(angle)) <= 2)
            #expect(units(Elementary.cos(angle), Foundation.cos(angle)) <= 2)
        }
    }

    @Test func `angles have the special values of IEEE 754`() {
        let values = [0, -0.0, 1, -1, .infinity, -.infinity, .nan, 1e-300, -1e300]
        for y in values {
            for x in values {
                let (found, expected) = (Elementary.atan2(y, x), Foundation.atan2(y, x))
                let isSame = units(found, expected) <= 2 && (found.isNaN || found.sign == expected.sign)
                #expect(isSame, "atan2(\(y), \(x)) is \(found), not \(expected)")
            }
            #expect(units(Elementary.atan(y), Foundation.atan(y)) <= 2)
        }
        #expect(Elementary.sin(-0.0).sign == .minus && Elementary.cos(0) == 1)
        #expect(Elementary.sin(.infinity).isNaN && Elementary.cos(.nan).isNaN && Elementary.sin(2e6).isNaN)
    }
}
