import Daemon
import FoundationEssentials

extension TargetList.Entry {
    /// One line of the ranked list.
    var line: String {
        let nearest = text("nearest_known")
        let distance = number("nearest_known_m").map { " (\(Self.fixed($0 / 1000, 1)) km)" } ?? ""
        return [
            Self.right("\(rank)", 4), Self.left(id, 14), Self.right(Self.fixed(number("mean_score"), 3), 5),
            Self.right(Self.fixed(number("maximum_score"), 3), 5), Self.right(Self.fixed(number("area_km2"), 2), 9),
            Self.right(Self.fixed(number("longitude"), 5), 10), Self.right(Self.fixed(number("latitude"), 5), 10),
            nearest.isEmpty ? "" : nearest + distance,
        ].joined(separator: "  ")
    }

    /// A number with some digits behind the point, `-` where there is none.
    static func fixed(_ value: Double?, _ digits: Int) -> String {
        guard let value, value.isFinite else { return "-" }
        let scale = (0..<digits).reduce(1.0) { product, _ in product * 10 }
        let whole = Int((abs(value) * scale).rounded())
        let sign = value < 0 && whole != 0 ? "-" : ""
        guard digits > 0 else { return "\(sign)\(whole)" }
        let fraction = String(whole % Int(scale))
        return "\(sign)\(whole / Int(scale))." + String(repeating: "0", count: digits - fraction.count) + fraction
    }

    static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    static func left(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
