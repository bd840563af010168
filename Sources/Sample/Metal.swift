/// A metal that the portable XRF reads in soil.
enum Metal: Int, Sendable, CaseIterable {
    case copper
    case molybdenum
    case arsenic
    case zinc

    var symbol: String {
        switch self {
        case .copper: "Cu"
        case .molybdenum: "Mo"
        case .arsenic: "As"
        case .zinc: "Zn"
        }
    }

    /// The least that the instrument tells from none in a minute's reading, ppm.
    var detectionLimit: Double {
        switch self {
        case .copper: 15
        case .molybdenum: 3
        case .arsenic: 5
        case .zinc: 12
        }
    }
}
