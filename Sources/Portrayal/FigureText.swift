/// Numbers as text, the same in every locale: a point for decimals, a space between thousands.
package enum FigureText {
    /// A number with so many decimals; `-` for no data. Halves round away from zero.
    package static func fixed(_ value: Double, decimals: Int = 0, grouped: Bool = false) -> String {
        precondition((0...15).contains(decimals), "a Double has 15 decimals at most")
        guard !value.isNaN else { return "-" }
        var unit = 1
        for _ in 0..<decimals { unit *= 10 }
        let scaled = (value.magnitude * Double(unit)).rounded()
        guard scaled < 9e15 else { return "\(value)" }
        let whole = Int(scaled) / unit
        let sign = value < 0 && scaled > 0 ? "-" : ""
        let integer = grouped ? inThousands(whole) : "\(whole)"
        guard decimals > 0 else { return sign + integer }
        let fraction = "\(Int(scaled) % unit)"
        return sign + integer + "." + String(repeating: "0", count: decimals - fraction.count) + fraction
    }

    /// A number with so many significant digits, without an exponent where twelve decimals show them.
    package static func significant(_ value: Double, digits: Int = 4) -> String {
        precondition(digits > 0, "a figure has a digit")
        guard value.isFinite, value != 0 else { return fixed(value) }
        var decimals = digits - 1
        var magnitude = value.magnitude
        while magnitude >= 10 && decimals > 0 {
            magnitude /= 10
            decimals -= 1
        }
        while magnitude < 1 && decimals < 12 {
            magnitude *= 10
            decimals += 1
        }
        return magnitude < 1 ? "\(value)" : fixed(value, decimals: decimals)
    }

    private static func inThousands(_ value: Int) -> String {
        let digits = Array("\(value)")
        return digits.indices.map { index in
            let left = digits.count - index
            return (index > 0 && left % 3 == 0 ? " " : "") + String(digits[index])
        }.joined()
    }
}
