/// What the ground is made of, as the geological map tells it.
package enum Lithology: Int, Sendable, CaseIterable {
    case volcanics = 1
    case sediments
    case redbeds
    case intrusives
    case alluvium
    case playa

    /// A word for the map's legend and for a campaign's rules.
    package var name: String {
        switch self {
        case .volcanics: "volcanics"
        case .sediments: "sediments"
        case .redbeds: "redbeds"
        case .intrusives: "intrusives"
        case .alluvium: "alluvium"
        case .playa: "playa"
        }
    }

    /// The rocks in a phrase.
    package var summary: String {
        switch self {
        case .volcanics: "andesitic lava and tuff"
        case .sediments: "shale and limestone"
        case .redbeds: "iron-rich sandstone"
        case .intrusives: "diorite and granodiorite stock"
        case .alluvium: "gravel fan and wadi fill"
        case .playa: "clay pan"
        }
    }

    /// Whether the rock beneath is covered by loose ground.
    var isCover: Bool { self == .alluvium || self == .playa }

    /// The share of a deposit's signal that reaches the surface through this ground.
    var transmission: Double {
        switch self {
        case .volcanics, .sediments, .redbeds, .intrusives: 1
        case .alluvium: 0.35
        case .playa: 0.1
        }
    }

    /// Usual values at the surface.
    var background: SurfaceBackground {
        switch self {
        case .volcanics:
            SurfaceBackground(
                potassium: 1.6, thorium: 5.5, uranium: 1.5, clay: 1.03, iron: 1.55, soil: [42, 1.1, 6, 82])
        case .sediments:
            SurfaceBackground(
                potassium: 1.3, thorium: 7.4, uranium: 2.1, clay: 1.10, iron: 1.42, soil: [28, 1.0, 9, 74])
        case .redbeds:
            SurfaceBackground(
                potassium: 1.5, thorium: 6.6, uranium: 1.8, clay: 1.07, iron: 2.20, soil: [24, 0.8, 8, 58])
        case .intrusives:
            SurfaceBackground(
                potassium: 2.0, thorium: 7.6, uranium: 2.1, clay: 1.02, iron: 1.40, soil: [48, 1.5, 5, 66])
        case .alluvium:
            SurfaceBackground(
                potassium: 1.4, thorium: 6.2, uranium: 1.7, clay: 1.08, iron: 1.62, soil: [33, 1.0, 7, 70])
        case .playa:
            SurfaceBackground(
                potassium: 0.9, thorium: 4.6, uranium: 2.5, clay: 1.25, iron: 1.28, soil: [22, 1.3, 12, 62])
        }
    }
}
