/// What evidence says for and against a deposit, and what it leaves open: Dempster (1967), Shafer (1976).
package struct Belief: Hashable, Sendable, Codable {
    package var belief: Double
    package var disbelief: Double

    package init(belief: Double, disbelief: Double) {
        self.belief = belief
        self.disbelief = disbelief
    }

    /// Of evidence that is missing: all is open.
    package static let unknown = Belief(belief: 0, disbelief: 0)

    package var uncertainty: Double { 1 - belief - disbelief }
    /// The most that could be believed.
    package var plausibility: Double { 1 - disbelief }

    /// Dempster's rule: what both say together, without what they contradict each other in.
    package func joined(with other: Belief) -> Belief {
        let agreement = 1 - belief * other.disbelief - disbelief * other.belief
        guard agreement > 0 else { return .unknown }
        return Belief(
            belief: (belief * other.belief + belief * other.uncertainty + other.belief * uncertainty) / agreement,
            disbelief: (disbelief * other.disbelief + disbelief * other.uncertainty + other.disbelief * uncertainty)
                / agreement)
    }

    /// The belief functions of an evidence's classes, from unit cells and points of each: Carranza and Hale (2003).
    ///
    /// A class without a point says nothing: belief and disbelief are 0.
    package static func ofClasses(units: [Double], points: [Int]) -> [Belief] {
        let total = units.reduce(0, +)
        let all = Double(points.reduce(0, +))
        var pro = [Double](repeating: 0, count: units.count)
        var contra = pro
        for (index, (units, points)) in zip(units, points).enumerated() where units > 0 {
            let inside = Double(points)
            let outsideUnits = max(total - units, 1e-12)
            let outside = max(all - inside, 0.01)
            pro[index] = (inside / units) / (outside / outsideUnits)
            let barren = max(units - inside, 0) / units
            let barrenOutside = max(total - all - units + inside, 1e-12) / outsideUnits
            contra[index] = barren / barrenOutside
        }
        let (proSum, contraSum) = (pro.reduce(0, +), contra.reduce(0, +))
        return units.indices.map { index in
            guard pro[index] > 0, proSum > 0, contraSum > 0 else { return .unknown }
            return Belief(belief: pro[index] / proSum, disbelief: contra[index] / contraSum)
        }
    }
}
