/// Numbers as people read them: a fixed count of decimals, without an exponent.
enum FigureText {
    /// `-1.604`; `no value` for what is not finite.
    static func fixed(_ value: Double, _ decimals: Int) -> String {
        guard value.isFinite else { return "no value" }
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let scaled = (value.magnitude * scale).rounded()
        guard scaled < 1e15 else { return "\(value)" }
        let whole = Int(scaled)
        let sign = value < 0 && whole > 0 ? "-" : ""
        guard decimals > 0 else { return sign + "\(whole)" }
        let unit = Int(scale)
        let rest = String(whole % unit)
        return sign + "\(whole / unit)." + String(repeating: "0", count: decimals - rest.count) + rest
    }

    /// As many decimals as five significant digits need, at most six.
    static func short(_ value: Double) -> String {
        guard value.isFinite else { return "no value" }
        if value == value.rounded(), value.magnitude < 1e7 { return "\(Int(value))" }
        var decimals = 4
        var bound = 10.0
        while value.magnitude >= bound, decimals > 0 {
            bound *= 10
            decimals -= 1
        }
        if value.magnitude < 0.1 { decimals = 6 }
        return fixed(value, decimals)
    }
}
