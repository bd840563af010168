import KernelTypes

/// How fast one goes over ground of a slope, as seconds a metre of the way on the map.
struct TravelSpeed: Hashable, Sendable {
    /// Off roads: metres a second by vehicle on level ground; 0 for on foot only.
    var vehicle: Double
    /// The steepest rise over run that a vehicle climbs or descends.
    var steepest: Double
    /// Metres a second on roads.
    var road: Double
    /// Walking off paths against walking on them.
    var walkingFactor: Double

    /// Metres a second below which nobody is taken to go: 0.1 km/h.
    static let slowest = 0.1 / 3.6

    /// Mean of both directions, so that the way there is as long as the way back.
    func pace(slope: Double) -> Double {
        let walking = (walkingPace(slope) + walkingPace(-slope)) / 2
        guard vehicle > 0, slope <= steepest else { return walking }
        // A vehicle slows evenly to a fifth of its speed at the steepest slope.
        let speed = steepest > 0 ? vehicle * (1 - 0.8 * slope / steepest) : vehicle
        return min(walking, 1 / speed)
    }

    var roadPace: Double { 1 / road }

    /// The quickest and the slowest pace there is.
    var limits: (least: Double, most: Double) {
        let level = min(pace(slope: 0), walkingPace(-0.05))
        return (min(level, roadPace), max(1 / Self.slowest, roadPace))
    }

    /// Tobler (1993): 6 exp(-3.5 |slope + 0.05|) km/h.
    private func walkingPace(_ slope: Double) -> Double {
        let speed = 6 / 3.6 * walkingFactor * Elementary.exp(-3.5 * (slope + 0.05).magnitude)
        return 1 / max(Self.slowest, speed)
    }
}
