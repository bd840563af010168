/// Units of content that can be brought to one another.
enum MassFraction {
    /// Parts per million in one unit; `nil` for a unit that is not a content by mass.
    static func partsPerMillion(_ unit: String) -> Double? {
        switch unit.lowercased().filter({ $0 != " " && $0 != "_" }) {
        case "ppm", "g/t", "gt", "mg/kg", "ug/g", "µg/g": 1
        case "ppb", "mg/t", "ug/kg", "µg/kg": 1e-3
        case "%", "pct", "wt%", "wtpct", "percent": 1e4
        default: nil
        }
    }
}
