/// Which two columns of a table hold the places, by their names.
struct PositionColumns {
    let x: Int
    let y: Int
    let isGeographic: Bool

    /// How a pair is named; the earlier, the plainer.
    private enum Naming: CaseIterable {
        case degrees, easting, xy, compass

        var x: Set<String> {
            switch self {
            case .degrees: ["lon", "long", "longitude", "lng", "gpslon", "gpslong", "gpslongitude"]
            case .easting: ["easting", "eastings", "east", "utme", "utmeasting", "rechtswert"]
            case .xy: ["x", "xcoor", "xcoord", "xcoordinate", "coordx", "utmx", "xutm"]
            case .compass: ["e"]
            }
        }

        var y: Set<String> {
            switch self {
            case .degrees: ["lat", "latitude", "gpslat", "gpslatitude"]
            case .easting: ["northing", "northings", "north", "utmn", "utmnorthing", "hochwert"]
            case .xy: ["y", "ycoor", "ycoord", "ycoordinate", "coordy", "utmy", "yutm"]
            case .compass: ["n"]
            }
        }
    }

    /// Words that may stand beside: they say where the position is from, not that it is something else.
    private static let companions: Set<String> = [
        "utm", "gps", "dgps", "coord", "coordinate", "coordinates", "coor", "wgs84", "wgs", "84", "gda94", "gda2020",
        "nad27", "nad83", "point", "pos", "position", "sta", "station", "site", "sample", "dd", "deg", "decimal", "m",
        "proj", "map", "grid", "mga",
    ]

    /// All pairs, the one to take first. Where both degrees and metres are there, `prefersDegrees` decides.
    static func pairs(_ names: [ColumnName], prefersDegrees: Bool) throws(InstrumentError) -> [PositionColumns] {
        var pairs: [PositionColumns] = []
        for naming in Naming.allCases {
            guard let x = try plainest(names, naming.x), let y = try plainest(names, naming.y) else { continue }
            pairs.append(PositionColumns(x: x, y: y, isGeographic: naming == .degrees))
        }
        return prefersDegrees ? pairs : pairs.filter { !$0.isGeographic } + pairs.filter(\.isGeographic)
    }

    /// The column with one of the words and the fewest others.
    private static func plainest(_ names: [ColumnName], _ words: Set<String>) throws(InstrumentError) -> Int? {
        let ranked = names.indices.compactMap { index -> (companions: Int, index: Int)? in
            let others = names[index].words.filter { !words.contains($0) }
            guard others.count + 1 == names[index].words.count, others.allSatisfy(companions.contains) else {
                return nil
            }
            return (others.count, index)
        }.sorted { ($0.companions, $0.index) < ($1.companions, $1.index) }
        guard let best = ranked.first else { return nil }
        if ranked.count > 1, ranked[1].companions == best.companions {
            throw InstrumentError(
                .contradiction,
                reason:
                    "both \(names[best.index].text.shown) and \(names[ranked[1].index].text.shown) may be the position",
                remedy: "give the file with one of them, or rename the other")
        }
        return best.index
    }
}
