/// The one way that coordinates of a source take to a grid's CRS, as it was chosen and as it is told.
package struct CoordinateRoute: Hashable, Sendable, Codable {
    /// As the register calls it, such as `Inverse of UTM zone 41N + WGS 84 to ETRS89 (1)`.
    package var name: String
    /// Metres; 0 where only a projection is undone or applied, `nil` where nobody states it.
    package var accuracy: Double?
    /// Files of datum-shift and geoid grids that it reads, by the names under which they are sought.
    package var grids: [String]
    /// Whether a change of datum is left out because nobody knows it.
    package var isBallpark: Bool
    /// For PROJ, with the axes in the order of each CRS's authority.
    package var pipeline: String
    /// Of the places of the grid that were tried, the share that it reaches.
    package var reach: Double
    /// The source's CRS as the register has it, where it was found by the names of its parts; `nil` where it was used as
    /// it was given. The pipeline then begins in its order of axes.
    package var source: String?
    /// Grid files that are not there, with which it would be more accurate; with that accuracy in metres.
    package var missing: [MissingGrids]

    /// Grid files that a better way needs.
    package struct MissingGrids: Hashable, Sendable, Codable {
        package var files: [String]
        package var accuracy: Double

        package init(files: [String], accuracy: Double) {
            self.files = files
            self.accuracy = accuracy
        }
    }

    package init(
        name: String, accuracy: Double?, grids: [String], isBallpark: Bool, pipeline: String, reach: Double = 1,
        source: String? = nil, missing: [MissingGrids] = []
    ) {
        self.name = name
        self.accuracy = accuracy
        self.grids = grids
        self.isBallpark = isBallpark
        self.pipeline = pipeline
        self.reach = reach
        self.source = source
        self.missing = missing
    }

    /// In words, such as `UTM zone 41N, accuracy 0 m, no grid file`.
    package var summary: String {
        let metres = accuracy.map { "accuracy \(Self.plain($0)) m" } ?? "accuracy not stated"
        let files = grids.isEmpty ? "no grid file" : "grid file \(grids.joined(separator: ", "))"
        return "\(name), \(isBallpark ? "ballpark: the datum shift is unknown" : metres), \(files)"
    }

    /// What the reader should know beside it: grid files that are not there, cells that it does not reach.
    package var remarks: [String] {
        var remarks = missing.prefix(1).map { better in
            "a transformation of \(Self.plain(better.accuracy)) m needs \(better.files.joined(separator: ", ")), which "
                + "is not in Grids"
        }
        if let source { remarks.append("by the names of its datum and ellipsoid its CRS is taken for \(source)") }
        if reach < 1 { remarks.append("the transformation does not reach all of the grid: those cells have no data") }
        return remarks
    }

    private static func plain(_ value: Double) -> String {
        Int(exactly: value).map(String.init) ?? "\(value)"
    }
}
