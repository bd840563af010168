package import Operations

/// A named survey or channel of readings, as a campaign expects it.
package struct Layer: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case raster, readings, lines, polygons, points, occurrences
        /// A table or text that an operation takes as it is, such as a gravimeter's scale.
        case document

        /// Whether it holds features without a meaning of their own.
        package var isVector: Bool { self == .lines || self == .polygons || self == .points }
    }

    /// How cells are brought to the analysis grid.
    package enum Resampling: String, Hashable, Sendable, CaseIterable {
        case nearest, bilinear, cubic, average, mode
    }

    /// How readings become a raster.
    package struct Gridding: Hashable, Sendable {
        /// Such as `grid-minimum-curvature`.
        package var operation: String
        /// The operation's input that takes the readings.
        package var input: String
        /// Complete and checked.
        package var parameters: [String: ParameterValue]

        package init(operation: String, input: String, parameters: [String: ParameterValue]) {
            self.operation = operation
            self.input = input
            self.parameters = parameters
        }
    }

    package var name: String
    /// A drop belongs here when its name matches one of these.
    package var patterns: [Pattern]
    package var kind: Kind
    /// Whether a run goes on without it.
    package var isOptional = false
    /// The CRS of files that state none.
    package var assumedCRS: String?
    /// What the values are in, such as `nT`; empty where it is not declared.
    package var unit = ""
    /// Values that mean "no data" besides those that a file declares.
    package var nodata: [Double] = []
    /// Of a raster: values that are data although others write them for "no data", so that nothing is said of them.
    package var data: [Double] = []
    /// Of a raster: whether it may be brought to the grid without its change of datum, where nobody knows that.
    package var allowsBallpark = false
    /// Of a raster.
    package var resampling: Resampling = .bilinear
    /// Of a raster; counted from 1.
    package var band = 1
    /// The column of the readings that is meant.
    package var channel: String?
    package var gridding: Gridding?
    /// How far the clocks of readings are ahead of UTC, such as `-06:00`, where their files do not say so.
    package var timeZone: String?
    /// Whether dates such as 03/04/2024 are of April.
    package var dayFirst: Bool?
    /// Names of the columns, for files without a header.
    package var columns: [String] = []
    /// `m` or `ft`, for instruments that write a height without its unit.
    package var heightUnit: String?
    /// Of occurrences: only those with one of these; all where it is empty.
    package var commodities: [String] = []
    /// Of occurrences: only those of one of these types; all where it is empty.
    package var depositTypes: [String] = []
    /// The field of lines, polygons or points that is rasterised.
    package var attribute: String?

    package init(name: String, patterns: [Pattern], kind: Kind) {
        self.name = name
        self.patterns = patterns
        self.kind = kind
    }

    /// What operations can take from it: vectors with an attribute are burned into cells, so they are rasters, too.
    package var provides: [Operation.Kind] {
        switch kind {
        case .raster: [.raster]
        case .readings: gridding == nil ? [.readings] : [.raster, .readings]
        case .lines, .polygons, .points: attribute == nil ? [.vector] : [.raster, .vector]
        case .occurrences: [.occurrences]
        case .document: [.document, .table]
        }
    }

    package func matches(_ name: String) -> Bool {
        patterns.contains { $0.matches(name) }
    }
}

extension Operation.Kind {
    /// Whether an input of this kind takes a thing that provides those kinds.
    package func accepts(_ provided: [Operation.Kind]) -> Bool {
        taken.contains(where: provided.contains)
    }
}
