package import Survey

/// What a field party's receiver shows: targets by rank, and known occurrences, as waypoints in WGS84.
package struct FieldWaypoints: Hashable, Sendable {
    package struct Waypoint: Hashable, Sendable {
        /// Short, for a receiver's screen: `T01`, `T02`; occurrences keep their names.
        package var name: String
        package var description: String
        package var symbol: String
        /// Longitude and latitude.
        package var place: Point
    }

    package let waypoints: [Waypoint]

    /// Targets without longitude and latitude are left out; `occurrences` come as longitude and latitude.
    package init(targets: [Target], occurrences: [(name: String, place: Point)] = []) {
        let digits = max(2, "\(targets.map(\.rank).max() ?? 0)".count)
        let ranked = targets.sorted { ($0.rank, $0.id) < ($1.rank, $1.id) }.compactMap { target -> Waypoint? in
            guard let place = target.geographic, Self.isOnEarth(place) else { return nil }
            let number = "\(target.rank)"
            let reasons = target.contributions.filter { $0.value > 0 }.prefix(3).map(\.evidence)
            let area = FigureText.significant(target.squareMetres / 1e6, digits: 3)
            var description = "\(target.id): score \(FigureText.significant(target.meanScore, digits: 3)), \(area) km²"
            if !reasons.isEmpty { description += "; " + reasons.joined(separator: ", ") }
            return Waypoint(
                name: "T" + String(repeating: "0", count: digits - number.count) + number, description: description,
                symbol: "Flag, Blue", place: place)
        }
        let known = occurrences.filter { Self.isOnEarth($0.place) }.map {
            Waypoint(name: $0.name, description: "known occurrence", symbol: "Mine", place: $0.place)
        }
        waypoints = ranked + known
    }

    private static func isOnEarth(_ place: Point) -> Bool {
        place.x.magnitude <= 180 && place.y.magnitude <= 90
    }

    /// The text of a GPX 1.1 file; without times, so that the same targets give the same bytes.
    package func gpx(title: String) -> String {
        let points = waypoints.map { point in
            """
              <wpt lat="\(Self.degrees(point.place.y))" lon="\(Self.degrees(point.place.x))">
                <name>\(MarkupText.escape(point.name))</name>
                <desc>\(MarkupText.escape(point.description))</desc>
                <sym>\(MarkupText.escape(point.symbol))</sym>
              </wpt>
            """
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <gpx version="1.1" creator="Gossan" xmlns="http://www.topografix.com/GPX/1/1" \
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
            xsi:schemaLocation="http://www.topografix.com/GPX/1/1 http://www.topografix.com/GPX/1/1/gpx.xsd">
              <metadata><name>\(MarkupText.escape(title))</name></metadata>
            \(points.joined(separator: "\n"))
            </gpx>

            """
    }

    /// To a centimetre.
    static func degrees(_ value: Double) -> String { FigureText.fixed(value, decimals: 7) }
}
