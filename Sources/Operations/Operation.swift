/// What an operation is: its name, what goes in, what can be set, what comes out, and where its formula stands.
///
/// Declared once, beside the code that does it. The campaign file's validation, the command line and the reference page
/// are made from this.
package struct Operation: Sendable, Codable, Hashable {
    /// As written in a campaign and on the command line, such as `focal-zscore`.
    package var name: String
    /// One sentence: what it gives.
    package var summary: String
    package var family: Family
    package var inputs: [Input]
    package var parameters: [Parameter]
    package var outputs: [Output]
    package var memory: MemoryClass
    /// Of strips: how many rows around it each needs, in words such as `window / 2 cells`; empty for none.
    package var halo: String
    /// The formula, in words or symbols.
    package var formula: String
    /// Where the formula stands: author, year, and what convention was chosen.
    package var source: String
    /// Raised when the same inputs give other numbers than before, so that nothing old is reused.
    package var version: Int

    package init(
        name: String, summary: String, family: Family, inputs: [Input], parameters: [Parameter] = [],
        outputs: [Output] = [Output("out", .raster)], memory: MemoryClass, halo: String = "", formula: String,
        source: String, version: Int = 1
    ) {
        self.name = name
        self.summary = summary
        self.family = family
        self.inputs = inputs
        self.parameters = parameters
        self.outputs = outputs
        self.memory = memory
        self.halo = halo
        self.formula = formula
        self.source = source
        self.version = version
    }

    /// Where in a study it belongs; orders the reference page.
    package enum Family: String, Sendable, Codable, CaseIterable {
        case intake, alignment, correction, gridding, potentialField, terrain, neighbourhood, distance, value, bands
        case geochemistry, statistics, anomaly, model, evaluation, target, product
    }

    /// What kind of thing an input or output is.
    package enum Kind: String, Sendable, Codable {
        case raster, vector, readings, occurrences, table, document
        /// Anything with a place: features, occurrences, or the cells of a raster.
        case layer

        /// The kinds that an input of this kind takes, the first that is there. Occurrences are points, so vectors too.
        package var taken: [Kind] {
            switch self {
            case .vector: [.vector, .occurrences]
            case .layer: [.vector, .occurrences, .raster]
            default: [self]
            }
        }
    }

    /// How much memory it takes, which decides how it runs on a raster larger than memory.
    package enum MemoryClass: String, Sendable, Codable {
        /// Each strip by itself, perhaps with a halo.
        case strip
        /// A first pass for figures of the whole raster, then strip by strip.
        case twoPass
        /// In proportion to features or readings, not to cells.
        case features
        /// The whole raster.
        case whole
    }

    package struct Input: Sendable, Codable, Hashable {
        package var name: String
        package var kind: Kind
        package var summary: String
        /// Whether more than one may be given.
        package var isMany: Bool
        package var isOptional: Bool

        package init(
            _ name: String, _ kind: Kind, _ summary: String, isMany: Bool = false, isOptional: Bool = false
        ) {
            self.name = name
            self.kind = kind
            self.summary = summary
            self.isMany = isMany
            self.isOptional = isOptional
        }
    }

    package struct Output: Sendable, Codable, Hashable {
        package var name: String
        package var kind: Kind
        /// Whether there is one for each of the things given, named `OUTPUT.THING`.
        package var isMany: Bool

        package init(_ name: String, _ kind: Kind, isMany: Bool = false) {
            self.name = name
            self.kind = kind
            self.isMany = isMany
        }
    }
}
