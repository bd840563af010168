import Survey

/// What kriging gives at points.
protocol KrigingSystem: Sendable {
    /// One for each point; NaN where no reading is near enough.
    func estimates(at points: [Point]) -> [KrigingEstimate]
}

/// A value and how uncertain it is.
struct KrigingEstimate {
    var value: Double
    /// In the value's unit squared.
    var variance: Double

    static let none = KrigingEstimate(value: .nan, variance: .nan)
}

extension Kriging.DriftKind {
    /// The drift functions at a place relative to a centre, in units of a typical distance.
    func values(x: Double, y: Double) -> [Double] {
        switch self {
        case .constant: [1]
        case .linear: [1, x, y]
        case .quadratic: [1, x, y, x * x, x * y, y * y]
        }
    }
}
