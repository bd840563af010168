/// Numbers that mean "no value".
struct DummyValues: Sendable {
    /// As declared for the layer or the column.
    let declared: [Double]
    /// Whether rows of nines that nobody declared are suspected; not where the format has its own way to say "none".
    var suspects = true

    enum Verdict {
        case value, dummy
        /// Looks like a dummy value that nobody declared.
        case suspect
    }

    /// Surfer's 1.70141e38 and Geosoft's -1e32 in all their roundings, what was declared to half a unit of the last
    /// printed decimal, and rows of nines as a suspicion.
    @inline(__always)
    func verdict(on number: NumberText.Number) -> Verdict {
        let value = number.value
        if value > -9_999, value < 9e31, declared.isEmpty { return .value }
        return slowVerdict(on: number)
    }

    private func slowVerdict(on number: NumberText.Number) -> Verdict {
        let value = number.value
        if abs(value) >= 1.7e38 || value <= -1e31 || value == 1e32 { return .dummy }
        for null in declared where abs(value - null) <= Self.halfUnit(number.decimals) { return .dummy }
        guard suspects, value <= -9_999 else { return .value }
        return Self.suspectNumbers.contains(value.rounded(.towardZero)) ? .suspect : .value
    }

    private static let suspectNumbers: Set<Double> = [-9_999, -99_999, -999_999, -9_999_999, -99_999_999]

    private static func halfUnit(_ decimals: Int) -> Double {
        var unit = 0.5
        for _ in 0..<min(abs(decimals), 40) { unit = decimals > 0 ? unit / 10 : unit * 10 }
        return unit
    }
}
