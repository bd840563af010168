import Foundation
import Testing

@testable import Instruments

@Suite struct NumberTextTests {
    private func number(_ text: String, decimal: Character = ".") -> NumberText.Number? {
        let bytes = Array(text.utf8)
        return NumberText.number(bytes, 0..<bytes.count, decimal: decimal.asciiValue ?? 0)
    }

    @Test func `every number is the nearest double`() {
        var random = Seeded(3)
        for round in 0..<20_000 {
            let value = Double(bitPattern: random.next())
            guard value.isFinite else { continue }
            let text = round % 2 == 0 ? "\(value)" : String(format: "%.*f", round % 9, value.remainder(dividingBy: 1e9))
            #expect(number(text)?.value == Double(text))
        }
        for text in ["9007199254740993", "0.1", "1e22", "1e23", "123456789012345678901234567890", "4.9e-324", "1e-400"]
        {
            #expect(number(text)?.value == Double(text))
        }
        #expect(number("-0")?.value.sign == .minus)
    }

    @Test(arguments: [
        "", "+", ".", "-.", "e5", "1e", "1e+", "1e99999", "1 2", "1,5", "0x10", "inf", "nan", "1.2.3", "--1", "1e1.5",
        "١",
    ])
    func `what is no decimal number is none`(text: String) {
        #expect(number(text) == nil)
    }

    @Test func `decimals are counted as printed`() {
        #expect(number("-99.90")?.decimals == 2)
        #expect(number("5")?.decimals == 0)
        #expect(number("1.5e3")?.decimals == -2)
        #expect(number("1,25", decimal: ",")?.decimals == 2)
        #expect(number("1.25", decimal: ",") == nil)
    }

    /// Texts as instruments, spreadsheets and Python write numbers.
    private func randomText(_ random: inout Seeded) -> String {
        func digits(_ count: Int) -> String {
            (0..<count).map { _ in String(UInt8.random(in: 0...9, using: &random)) }.joined()
        }
        let sign = Bool.random(using: &random) ? "-" : ""
        switch Int.random(in: 0..<6, using: &random) {
        case 0:
            return sign + digits(Int.random(in: 1...12, using: &random)) + "."
                + digits(Int.random(in: 1...8, using: &random))
        case 1: return sign + digits(Int.random(in: 1...25, using: &random))
        case 2: return sign + digits(1) + "." + digits(17) + "e\(Int.random(in: -330...310, using: &random))"
        case 3: return "\(Double(bitPattern: random.next() & ~(1 << 62)))".filter { $0 != "+" }
        case 4: return sign + "0." + digits(Int.random(in: 1...30, using: &random))
        default:
            return sign + digits(Int.random(in: 15...22, using: &random))
                + "e\(Int.random(in: -40...40, using: &random))"
        }
    }

    @Test func `all of many numbers are rounded as Swift rounds them`() {
        var random = Seeded(11)
        var wrong: [String] = []
        for _ in 0..<25_000 {
            let text = randomText(&random)
            guard let expected = Double(text) else { continue }
            if number(text)?.value != expected { wrong.append(text) }
        }
        #expect(wrong.isEmpty)
    }

    @Test func `a number half between two doubles goes to the even one, and what is above it up`() {
        var random = Seeded(12)
        for _ in 0..<300 {
            // The exact middle between a double and the next has up to 54 bits more and is written in full.
            let value = Double(
                sign: .plus, exponent: Int.random(in: -60...60, using: &random),
                significand: 1 + Double(random.next() >> 12) / 4_503_599_627_370_496)
            let middle = exact(value, value.nextUp)
            let isEven = value.bitPattern & 1 == 0
            #expect(number(middle)?.value == (isEven ? value : value.nextUp), "\(middle)")
            #expect(number(middle + "1")?.value == value.nextUp)
            #expect(number(middle + String(repeating: "0", count: 800) + "1")?.value == value.nextUp)
        }
        // The middle between the greatest double and infinity, between 0 and the least.
        #expect(number("1.797693134862315807e308")?.value == .greatestFiniteMagnitude)
        #expect(number("1.797693134862315808e308")?.value == .infinity)
        #expect(number("2.4703282292062327e-324")?.value == 0)
        #expect(number("2.4703282292062328e-324")?.value == .leastNonzeroMagnitude)
        #expect(number("2.2250738585072011e-308")?.value == Double("2.2250738585072011e-308"))
    }

    /// The decimals of the middle between two doubles, with a point; no rounding: halving and doubling digits.
    private func exact(_ low: Double, _ high: Double) -> String {
        // m × 2^k with an integer m of 54 bits.
        let exponent = Int(low.exponent) - 53
        var digits = Array(String(UInt64(low.significandBitPattern | 1 << 52) * 2 + 1).utf8.map { Int($0) - 48 })
        var point = digits.count
        for _ in 0..<abs(exponent) {
            if exponent > 0 {
                var carry = 0
                for index in digits.indices.reversed() {
                    let doubled = digits[index] * 2 + carry
                    digits[index] = doubled % 10
                    carry = doubled / 10
                }
                if carry > 0 {
                    digits.insert(carry, at: 0)
                    point += 1
                }
            } else {
                var rest = 0
                for index in digits.indices {
                    let tenfold = rest * 10 + digits[index]
                    digits[index] = tenfold / 2
                    rest = tenfold % 2
                }
                if rest > 0 { digits.append(5) }
            }
        }
        while digits.count < point { digits.append(0) }
        let text = digits.map(String.init).joined()
        return text.prefix(point) + "." + text.dropFirst(point) + "0"
    }
}
