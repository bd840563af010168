/// What is known of a target beside its score: worth, way, limits, and how sure its place in the list is.
package struct TargetAssessment: Hashable, Sendable, Codable {
    /// What is reached at least with 90, 50 and 10 % probability.
    package struct Quantiles: Hashable, Sendable, Codable {
        package var p90: Double
        package var p50: Double
        package var p10: Double

        package init(p90: Double, p50: Double, p10: Double) {
            self.p90 = p90
            self.p50 = p50
            self.p10 = p10
        }
    }

    /// In-ground metal of undiscovered deposits, by simulation; not a resource.
    package struct Value: Hashable, Sendable, Codable {
        package struct Metal: Hashable, Sendable, Codable {
            package var commodity: String
            /// Tonnes, given at least one deposit.
            package var tonnes: Quantiles
            /// Of the mean value in dollars.
            package var share: Double

            package init(commodity: String, tonnes: Quantiles, share: Double) {
                self.commodity = commodity
                self.tonnes = tonnes
                self.share = share
            }
        }

        /// Of at least one deposit.
        package var chance: Double
        /// Expected number.
        package var deposits: Double
        /// Megatonnes, given at least one deposit.
        package var ore: Quantiles
        package var metals: [Metal]
        /// Dollars, given at least one deposit.
        package var dollars: Quantiles
        /// Mean dollars, the chance of no deposit counted in.
        package var expected: Double
        /// Dollars at 0, 5, ... 100 % of the draws with a deposit.
        package var curve: [Double]

        package init(
            chance: Double, deposits: Double, ore: Quantiles, metals: [Metal], dollars: Quantiles, expected: Double,
            curve: [Double]
        ) {
            self.chance = chance
            self.deposits = deposits
            self.ore = ore
            self.metals = metals
            self.dollars = dollars
            self.expected = expected
            self.curve = curve
        }
    }

    package struct Access: Hashable, Sendable, Codable {
        package var destination: String
        /// From the target's nearest cell; `nil` where no way leads there.
        package var hours: Double?

        package init(destination: String, hours: Double?) {
            self.destination = destination
            self.hours = hours
        }
    }

    package struct Constraint: Hashable, Sendable, Codable {
        package var name: String
        /// Whether it takes the target off the list rather than weighing on it.
        package var isExclusion: Bool
        /// Share of the target in an exclusion; mean level of a risk, 0 to 1.
        package var level: Double
        package var weight: Double
        package var source: String

        package init(name: String, isExclusion: Bool, level: Double, weight: Double, source: String) {
            self.name = name
            self.isExclusion = isExclusion
            self.level = level
            self.weight = weight
            self.source = source
        }
    }

    /// One criterion, 0 to 1.
    package struct Utility: Hashable, Sendable, Codable {
        package var name: String
        package var value: Double
        package var weight: Double

        package init(name: String, value: Double, weight: Double) {
            self.name = name
            self.value = value
            self.weight = weight
        }
    }

    /// How the rank moves when weights, prices and draws do.
    package struct Stability: Hashable, Sendable, Codable {
        package var topFive: Double
        package var topTen: Double
        /// The ranks between which nine in ten draws lie.
        package var best: Int
        package var worst: Int

        package init(topFive: Double, topTen: Double, best: Int, worst: Int) {
            self.topFive = topFive
            self.topTen = topTen
            self.best = best
            self.worst = worst
        }
    }

    /// Where to fly or sample next.
    package struct Suggestion: Hashable, Sendable, Codable {
        package var evidence: String
        /// Square kilometres of the target without it.
        package var squareKilometres: Double
        package var dollars: Double
        /// Places that the rank is expected to move.
        package var expectedShift: Double
        /// That the target enters or leaves the best ones.
        package var turnover: Double

        package init(
            evidence: String, squareKilometres: Double, dollars: Double, expectedShift: Double, turnover: Double
        ) {
            self.evidence = evidence
            self.squareKilometres = squareKilometres
            self.dollars = dollars
            self.expectedShift = expectedShift
            self.turnover = turnover
        }
    }

    package var id: String
    package var value: Value?
    package var access: [Access]
    package var constraints: [Constraint]
    package var utilities: [Utility]
    /// What the list is ordered by; 0 for an excluded target.
    package var composite: Double
    package var stability: Stability?
    package var suggestion: Suggestion?

    package var isExcluded: Bool { constraints.contains { $0.isExclusion && $0.weight > 0 } }

    package init(
        id: String, value: Value? = nil, access: [Access] = [], constraints: [Constraint] = [],
        utilities: [Utility] = [], composite: Double = 0, stability: Stability? = nil, suggestion: Suggestion? = nil
    ) {
        self.id = id
        self.value = value
        self.access = access
        self.constraints = constraints
        self.utilities = utilities
        self.composite = composite
        self.stability = stability
        self.suggestion = suggestion
    }
}
