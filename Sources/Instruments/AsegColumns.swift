/// Which of a `.dfn`'s columns are the place, the line, the channels and the labels.
struct AsegColumns {
    let x: Int
    let y: Int
    let isGeographic: Bool
    let line: Int?
    let report: ReadingReport.Positions
    /// Of the columns of the place, as the `.dfn` states them.
    let datum: String
    let projection: String
    /// Name and long name of the column of x.
    let words: String
    private(set) var notes: [String] = []

    private static let lineNames: Set<String> = ["line", "fltline", "flightline", "linenumber"]

    init(_ definition: AsegDefinition, prefersDegrees: Bool) throws(InstrumentError) {
        let fields = definition.fields
        let pairs = Self.pairs(fields, prefersDegrees: prefersDegrees)
        guard let pair = pairs.first else {
            throw InstrumentError(
                .noPositions, reason: "no two columns of \(fields.map(\.name).shown) are named as a position",
                remedy: "name them EASTING and NORTHING, or LONGITUDE and LATITUDE, in the .dfn")
        }
        (x, y, isGeographic) = (pair.x, pair.y, pair.isGeographic)
        report = .init(x: fields[x].name, y: fields[y].name, isGeographic: isGeographic)
        datum = fields[x].datum
        projection = fields[x].projection
        words = ([fields[x].name] + fields[x].comments).joined(separator: " ")
        line = fields.firstIndex { Self.lineNames.contains(Self.plain($0.name)) && $0.count == 1 }
        for other in pairs.dropFirst() {
            notes.append(
                """
                positions are taken from \(report.x.shown) and \(report.y.shown), not from \(fields[other.x].name.shown) and \
                \(fields[other.y].name.shown)
                """)
        }
        // Springfield's latitude is called NAME=Easting: the column's own name goes first.
        for index in [x, y] where index == y || index == x {
            let long = fields[index].comments.first.map(Self.plain) ?? ""
            let isEast = long.hasPrefix("east")
            let isNorth = long.hasPrefix("north")
            if isGeographic && (isEast || isNorth) && (index == y) == isEast {
                notes.append(
                    "\(fields[index].name.shown) has the long name \(fields[index].comments[0].shown), which is not what it holds"
                )
            }
        }
    }

    private static func plain(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }

    /// Whether a name is made of one of the words and of nothing else but a datum, a map grid or a zone.
    private static func isCalled(_ name: String, _ words: [String]) -> Bool {
        var rest = plain(name)[...]
        let marks = [
            "gda2020", "gda94", "gda", "agd66", "agd84", "agd", "mga", "amg", "wgs84", "wgs", "utm", "gps", "m",
        ]
        func strip() {
            var isMore = true
            while isMore {
                isMore = false
                for mark in marks where rest.hasPrefix(mark) && rest.count > mark.count {
                    rest = rest.dropFirst(mark.count)
                    isMore = true
                }
                while rest.last?.isNumber == true { rest.removeLast() }
                for mark in marks where rest.hasSuffix(mark) && rest.count > mark.count {
                    rest = rest.dropLast(mark.count)
                    isMore = true
                }
            }
        }
        if words.contains(String(rest)) { return true }
        strip()
        return words.contains(String(rest))
    }

    private static func pairs(
        _ fields: [AsegDefinition.Field], prefersDegrees: Bool
    ) -> [(x: Int, y: Int, isGeographic: Bool)] {
        func found(_ words: [String]) -> [Int] {
            fields.indices.filter {
                fields[$0].count == 1 && fields[$0].kind != "A" && isCalled(fields[$0].name, words)
            }
        }
        func isDegrees(_ index: Int) -> Bool { fields[index].unit.lowercased().hasPrefix("deg") }
        let east = found(["easting", "east", "e", "x"])
        let north = found(["northing", "north", "n", "y"])
        let metres = (east.filter { !isDegrees($0) }, north.filter { !isDegrees($0) })
        let degrees = (
            found(["longitude", "long", "lon", "llg"]) + east.filter(isDegrees),
            found(["latitude", "lat"]) + north.filter(isDegrees)
        )
        // The plainest name first: `Easting` before `Easting_agd66`.
        func matched(_ sides: ([Int], [Int]), _ isGeographic: Bool) -> [(x: Int, y: Int, isGeographic: Bool)] {
            guard sides.0.count == sides.1.count else {
                return sides.0.first.flatMap { x in sides.1.first.map { [(x, $0, isGeographic)] } } ?? []
            }
            return zip(sides.0, sides.1).map { ($0, $1, isGeographic) }.sorted {
                (fields[$0.0].name.count, $0.0) < (fields[$1.0].name.count, $1.0)
            }
        }
        return prefersDegrees
            ? matched(degrees, true) + matched(metres, false) : matched(metres, false) + matched(degrees, true)
    }
}
