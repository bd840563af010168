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
}
