/// A number with the unit that stands behind it, such as `1 km2` or `500m`.
package struct Quantity: Hashable, Sendable {
    package let value: Double
    /// As written.
    package let unit: String

    /// `nil` where there is no number in front, or no unit behind it.
    package init?(_ text: String) {
        guard Scalar.number(text) == nil else { return nil }
        // The longest number in front, so that the `e` of a unit is none of an exponent.
        var split: String.Index?
        for index in text.indices.dropFirst() where Scalar.number(text[..<index]) != nil { split = index }
        guard let split, let value = Scalar.number(text[..<split]) else { return nil }
        let unit = text[split...].drop { $0 == " " }
        guard !unit.isEmpty, !unit.contains(where: \.isWhitespace) else { return nil }
        self.value = value
        self.unit = String(unit)
    }

    /// The number in another unit of the same dimension; `nil` where the two do not compare.
    package func value(in other: String) -> Double? {
        if unit == other { return value }
        guard let mine = Unit(unit), let target = Unit(other), mine.dimension == target.dimension else { return nil }
        return value * mine.factor / target.factor
    }
}
