/// Numbers as text with a fixed count of decimals and a point, whatever the locale.
enum FixedPoint {
    static func text(_ value: Double, decimals: Int) -> String {
        var scale = 1
        for _ in 0..<decimals { scale *= 10 }
        let scaled = Int((value * Double(scale)).rounded())
        let sign = scaled < 0 ? "-" : ""
        let (whole, rest) = scaled.magnitude.quotientAndRemainder(dividingBy: UInt(scale))
        return decimals == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(padded(Int(rest), width: decimals))"
    }

    /// A whole number from 0 with leading zeros.
    static func padded(_ value: Int, width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
