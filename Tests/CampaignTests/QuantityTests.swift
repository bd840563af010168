import Testing

@testable import Campaign

@Suite struct QuantityTests {
    @Test(arguments: [
        ("1 km2", "m2", 1_000_000), ("0.5 ha", "m2", 5000), ("2km", "m", 2000), ("1e3 m", "km", 1), ("30 s", "s", 30),
        ("1 GiB", "B", 1_073_741_824), ("5 nT", "nT", 5), ("1 km²", "ha", 100), ("20 °", "degree", 20),
        ("-1.5 m", "cm", -150),
    ])
    func `a number with a unit is brought to another unit`(_ text: String, _ unit: String, _ wanted: Double) throws {
        #expect(try #require(Quantity(text)).value(in: unit) == wanted)
    }

    @Test(arguments: ["km2", "1", "1 km 2", "", "one m", "nan m", "inf m", "0x10 m"])
    func `what has no number or no unit is no quantity`(_ text: String) {
        #expect(Quantity(text) == nil || Quantity(text)?.value(in: "m") == nil)
    }

    @Test func `units of other dimensions do not compare`() throws {
        #expect(try #require(Quantity("1 km2")).value(in: "m") == nil)
        #expect(try #require(Quantity("1 nT")).value(in: "m") == nil)
    }

    @Test func `scalars mean what YAML 1.2 says`() {
        #expect(Scalar("no", isPlain: true) == .text)
        #expect(Scalar("1:30", isPlain: true) == .text)
        #expect(Scalar("0x1F", isPlain: true) == .text)
        #expect(Scalar(".inf", isPlain: true) == .text)
        #expect(Scalar("1e999", isPlain: true) == .text)
        #expect(Scalar("-1.5e3", isPlain: true) == .number(-1500))
        #expect(Scalar("+.5", isPlain: true) == .number(0.5))
        #expect(Scalar("true", isPlain: true) == .flag(true))
        #expect(Scalar("true", isPlain: false) == .text)
        #expect(Scalar("", isPlain: true) == .nothing)
        #expect(Scalar("", isPlain: false) == .text)
    }
}
