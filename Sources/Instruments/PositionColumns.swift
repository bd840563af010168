/// Which two columns of a table hold the places, by their names.
struct PositionColumns: Sendable {
    let x: Int
    let y: Int
    let isGeographic: Bool

    /// A way to name a pair.
    private struct Naming {
        var x: Set<String>
        var y: Set<String>
        var isGeographic = false
    }

    /// The plainest first; letters of the compass are last, as N may be nitrogen.
    private static let namings = [
        Naming(
            x: ["lon", "long", "longitude", "lng", "gpslon", "gpslong", "gpslongitude"],
            y: ["lat", "latitude", "gpslat", "gpslatitude"], isGeographic: true),
        Naming(
            x: ["easting", "eastings", "east", "utme", "utmeasting", "rechtswert"],
            y: ["northing", "northings", "north", "utmn", "utmnorthing", "hochwert"]),
        Naming(
            x: ["x", "xcoor", "xcoord", "xcoordinate", "coordx", "utmx", "xutm"],
            y: ["y", "ycoor", "ycoord", "ycoordinate", "coordy", "utmy", "yutm"]),
        Naming(x: ["e"], y: ["n"]),
    ]

    /// Words that may stand beside: they say where the position is from, not that it is something else.
    private static let companions: Set<String> = [
        "utm", "gps", "dgps", "coord", "coordinate", "coordinates", "coor", "wgs84", "wgs", "84", "gda94", "gda2020",
        "nad27", "nad83", "point", "pos", "position", "sta", "station", "site", "sample", "dd", "deg", "decimal", "m",
        "proj", "map", "grid", "mga",
    ]

    /// All pairs, the one to take first. Where both degrees and metres are there, `prefersDegrees` decides; an error where
    /// two columns could equally be one side of the pair to take.
    static func pairs(_ names: [ColumnName], prefersDegrees: Bool) throws(InstrumentError) -> [PositionColumns] {
        let metres = namings.filter { !$0.isGeographic }
        let degrees = namings.filter(\.isGeographic)
        var pairs: [PositionColumns] = []
        for naming in prefersDegrees ? degrees + metres : metres + degrees {
            let x = plainest(names, naming.x)
            let y = plainest(names, naming.y)
            guard let firstX = x.first, let firstY = y.first else { continue }
            if x.count > 1 || y.count > 1 {
                guard pairs.isEmpty else { continue }
                let rivals = (x.count > 1 ? x : y).map { names[$0].text }
                throw InstrumentError(
                    .contradiction, reason: "the position may stand in any of the columns \(rivals.shown)",
                    remedy: "give the file with one of them, or rename the others")
            }
            pairs.append(PositionColumns(x: firstX, y: firstY, isGeographic: naming.isGeographic))
        }
        return pairs
    }

    /// The columns that have one of the words and the fewest companions.
    private static func plainest(_ names: [ColumnName], _ words: Set<String>) -> [Int] {
        var fewest = Int.max
        var found: [Int] = []
        for (index, name) in names.enumerated() where name.words.count <= fewest {
            guard name.words.count(where: words.contains) == 1,
                name.words.allSatisfy({ words.contains($0) || companions.contains($0) })
            else { continue }
            if name.words.count < fewest { found.removeAll() }
            fewest = name.words.count
            found.append(index)
        }
        return found
    }
}
