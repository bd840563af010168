/// Large figures for people: two or three digits with a word for the thousands.
enum MoneyText {
    /// Dollars, such as `USD 1.2 bn`.
    static func dollars(_ value: Double) -> String {
        guard value.isFinite else { return "-" }
        let units = [(1e12, " tn"), (1e9, " bn"), (1e6, " m"), (1e3, " k")]
        let unit = units.first { value.magnitude >= $0.0 }
        return "USD " + FigureText.significant(value / (unit?.0 ?? 1), digits: 3) + (unit?.1 ?? "")
    }

    /// Tonnes, such as `4.1 Mt`.
    static func tonnes(_ value: Double) -> String {
        guard value.isFinite else { return "-" }
        let units = [(1e6, " Mt"), (1e3, " kt"), (1, " t"), (1e-3, " kg")]
        let unit = units.first { value.magnitude >= $0.0 } ?? (1e-3, " kg")
        return FigureText.significant(value / unit.0, digits: 3) + unit.1
    }

    static func percent(_ share: Double) -> String {
        guard share.isFinite else { return "-" }
        let percent = share * 100
        if percent > 0 && percent < 1 { return "< 1 %" }
        return FigureText.fixed(percent) + " %"
    }
}
