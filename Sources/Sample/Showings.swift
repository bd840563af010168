import Survey

/// What the register of occurrences holds.
enum Showings {
    /// Showings of other commodities, which a campaign for copper is to leave out.
    private static let others = [
        (["Fe"], "skarn"), (["Fe"], "vein"), (["Pb", "Zn"], "vein"), (["Ba"], "vein"), (["Mn"], "stratiform"),
        (["onyx marble"], "travertine"),
    ]

    static func draw(known: [PorphyrySystem], world: SampleWorld, names: inout PlaceNames) -> [Occurrence] {
        var random = SeededGenerator(seed: world.seed, stream: .otherOccurrences)
        var showings = known.map { system in
            // A showing is where somebody found green stain, not the middle of the system.
            let location = Point(
                x: rounded(system.centre.x + 140 * random.normal()),
                y: rounded(system.centre.y + 140 * random.normal()))
            var commodities = ["Cu"]
            if random.happens(0.5) { commodities.append("Mo") }
            if random.happens(0.6) { commodities.append("Au") }
            return Occurrence(
                name: names.next(), location: location, commodities: commodities, depositType: "porphyry")
        }
        for (commodities, type) in others {
            let place = place(of: type, world, &random)
            showings.append(
                Occurrence(
                    name: names.next(), location: Point(x: rounded(place.x), y: rounded(place.y)),
                    commodities: commodities, depositType: type))
        }
        random.shuffle(&showings)
        return showings
    }

    private static func place(
        of type: String, _ world: SampleWorld, _ random: inout SeededGenerator
    ) -> Point {
        let inside = world.bounds.inset(by: 1_000)
        if type == "skarn" {
            let intrusions = world.decoys.intrusions.filter { inside.contains($0.centre) }
            if !intrusions.isEmpty { return intrusions[random.index(below: intrusions.count)].centre }
        }
        return Point(x: random.uniform(inside.west...inside.east), y: random.uniform(inside.south...inside.north))
    }

    /// To ten metres, as a hand-held receiver's position is written down.
    private static func rounded(_ metres: Double) -> Double {
        (metres / 10).rounded() * 10
    }
}
