import Testing

@testable import Prospectivity

extension WeightsTable {
    /// Learns from the areas and points of a published table; an ordered one has cumulated points, in that order.
    init(published lines: [[String: Double]], _ scheme: ClassScheme) throws {
        var before = 0.0
        var classes: [(value: Double, count: Count)] = []
        for line in lines {
            let points = try #require(line["NO_POINTS"])
            let area = try #require(line["CLASS_AREA"])
            classes.append((try #require(line["CLASS"]), Count(squareKilometres: area, points: Int(points - before))))
            before = scheme.isOrdered ? points : 0
        }
        classes.sort { $0.value < $1.value }
        try self.init(
            evidence: "published", scheme: scheme, classes: .values(classes.map { Float($0.value) }),
            counts: classes.map(\.count), unitCell: 1, generalisation: .maximumContrast, studentisedLimit: 2)
    }
}
