/// A connected area of high prospectivity: where to go, and why.
package struct Target: Hashable, Sendable, Codable {
    /// How much one evidence adds to the target's score.
    package struct Contribution: Hashable, Sendable, Codable {
        package var evidence: String
        /// In the model's own terms (log-odds for weights of evidence, membership for fuzzy overlay); mean over cells.
        package var value: Double

        package init(evidence: String, value: Double) {
            self.evidence = evidence
            self.value = value
        }
    }

    /// The nearest known occurrence.
    package struct Neighbour: Hashable, Sendable, Codable {
        package var name: String
        /// From the target's centroid.
        package var metres: Double

        package init(name: String, metres: Double) {
            self.name = name
            self.metres = metres
        }
    }

    /// What became of a target since the run before.
    package struct Change: Hashable, Sendable, Codable {
        package enum Kind: String, Sendable, Codable {
            case new, same, grown, shrunk, merged, split
        }

        package var kind: Kind
        /// The targets of the run before that it overlaps, the one whose id it keeps first.
        package var from: [String]

        package init(kind: Kind, from: [String] = []) {
            self.kind = kind
            self.from = from
        }
    }

    /// A closed outline along cell edges: the first ring is the outer one, the others are holes.
    package typealias Polygon = [[Point]]

    package var id: String
    /// 1 is the best.
    package var rank: Int
    package var meanScore: Double
    package var maximumScore: Double
    /// Mean of the uncertainty raster over the target; `nil` where the model gives none.
    package var meanUncertainty: Double?
    package var cells: Int
    package var squareMetres: Double
    /// Centre of gravity of its cells, in the grid's CRS.
    package var centroid: Point
    package var bounds: Bounds
    /// Longitude and latitude of the centroid, WGS84; `nil` until projected.
    package var geographic: Point?
    package var nearest: Neighbour?
    /// Strongest first.
    package var contributions: [Contribution]
    package var outline: [Polygon]
    /// Share of the evidence that is stronger here than over the whole grid; `nil` where the evidence is not known.
    package var agreement: Double?
    /// Share of cells and evidence with a value.
    package var coverage: Double?
    /// `nil` in a first run.
    package var change: Change?

    package init(
        id: String, rank: Int, meanScore: Double, maximumScore: Double, meanUncertainty: Double?, cells: Int,
        squareMetres: Double, centroid: Point, bounds: Bounds, geographic: Point?, nearest: Neighbour?,
        contributions: [Contribution], outline: [Polygon], agreement: Double? = nil, coverage: Double? = nil,
        change: Change? = nil
    ) {
        self.id = id
        self.rank = rank
        self.meanScore = meanScore
        self.maximumScore = maximumScore
        self.meanUncertainty = meanUncertainty
        self.cells = cells
        self.squareMetres = squareMetres
        self.centroid = centroid
        self.bounds = bounds
        self.geographic = geographic
        self.nearest = nearest
        self.contributions = contributions
        self.outline = outline
        self.agreement = agreement
        self.coverage = coverage
        self.change = change
    }
}
