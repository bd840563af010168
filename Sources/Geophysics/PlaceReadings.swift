import Operations
import Survey

/// Gives readings the places that a GPS receiver measured beside the instrument.
struct PlaceReadings: Procedure {
    static let declaration = Operation(
        name: "place-readings", summary: "Gives readings the positions and heights of a GPS file, by station or time.",
        family: .correction,
        inputs: [
            .init("in", .readings, "readings with stations or times"),
            .init("positions", .readings, "the receiver's points or track; several files of one survey", isMany: true),
        ],
        parameters: [
            Parameter(
                "by", .choice(["auto", "station", "time"]), default: "auto",
                "what the files have in common; auto takes stations where both have them"),
            Parameter(
                "station", .text, isOptional: true,
                "column of station names; default: the one called station or station_id"),
            Parameter(
                "aliases", .map, default: .map([:]),
                "what the GPS file calls a station of the readings, such as { 88888: base }"),
            Parameter("max_gap", .positive, unit: "s", default: 60, "longest time between fixes that is bridged"),
            Parameter("clock_offset", .anyNumber, unit: "s", default: 0, "added to the readings' times"),
        ],
        outputs: Operation.Output.corrected, memory: .features,
        formula: """
            station: the mean of the receiver's points of that name. time: linear between the fixes before and after, \
            where they are no farther apart than max_gap. Heights go along as elevation; positions that the instrument \
            wrote itself are replaced.
            """,
        source: "Own rule, stated above.")

    private let settings: Settings

    init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
    }

    func run(at bench: any Workbench) throws {
        var work = Correction(try bench.reading("in"), settings)
        let sources = try bench.readings("positions").map { Correction($0, settings) }
        let crs = try commonCRS(sources)
        let heights = try sources.map(Self.heights)
        let stations = try work.words("station", names: GravityChain.stationNames)
        let named = try sources.map { try $0.words("station", names: GravityChain.stationNames) }
        let hasNames = stations != nil && named.allSatisfy { $0 != nil }
        let rule = try settings.text("by")
        let byStation = rule == "station" || rule == "auto" && hasNames
        let places: [Fix?]
        if byStation {
            guard let stations, hasNames else {
                throw work.unfit("station", "not all files name stations", "set station, or set by to time")
            }
            let fixes = Self.means(sources, named.compactMap(\.self), heights)
            let aliases = try aliases()
            places = stations.map { fixes[aliases[GravityChain.key($0)] ?? GravityChain.key($0)] }
        } else {
            places = try fixes(at: try work.times(), of: sources, heights)
        }
        let found = places.count { $0 != nil }
        guard found > 0 else {
            throw work.unfit(
                "positions",
                byStation ? "no station of the readings is in the GPS file" : "no reading lies in the track",
                byStation ? "check the names of stations, or set by to time" : "check the day and the clocks")
        }
        work.place(places.map { $0?.place ?? Point(x: .nan, y: .nan) }, crs: crs)
        // A receiver's height goes in place of the one that the instrument guessed.
        let own = work.readings.channels.first { GravityChain.heightNames.contains(Correction.plain($0.name)) }
        try work.replace(own?.name ?? "elevation", unit: "m", places.map { $0?.height ?? .nan })
        report(&work, byStation, places, found, stations)
        try work.give(to: bench)
    }

    /// A measured place.
    private struct Fix {
        var place: Point
        /// NaN where the receiver gave none.
        var height: Double
    }

    private func aliases() throws(OperationError) -> [String: String] {
        var aliases: [String: String] = [:]
        for (name, value) in settings.values["aliases"]?.map ?? [:] {
            guard let text = value.text ?? value.number.map({ "\($0)" }) else {
                throw settings.error(
                    .wrongType, "aliases", "the alias of '\(name)' is no name", "write { 88888: base }")
            }
            aliases[GravityChain.key(name)] = GravityChain.key(text)
        }
        return aliases
    }

    private func commonCRS(_ sources: [Correction]) throws(OperationError) -> String? {
        let crs = Set(sources.map { $0.readings.crs ?? "" })
        guard crs.count == 1 else {
            throw settings.error(
                .unfitInput, "positions", "the GPS files are in several CRSs: \(crs.sorted().joined(separator: ", "))",
                "give files of one CRS, or declare assume_crs")
        }
        return sources.first?.readings.crs
    }

    private static func heights(_ source: Correction) throws -> [Double] {
        let names = GravityChain.heightNames + ["ele"]
        let found = source.readings.channels.first { names.contains(Correction.plain($0.name)) }
        return found?.values ?? [Double](repeating: .nan, count: source.count)
    }

    private static func means(
        _ sources: [Correction], _ names: [[String]], _ heights: [[Double]]
    ) -> [String: Fix] {
        var sums: [String: (x: Double, y: Double, height: Double, count: Double)] = [:]
        for (source, (names, heights)) in zip(sources, zip(names, heights)) {
            for (index, point) in source.readings.positions.enumerated() where point.x.isFinite && point.y.isFinite {
                let key = GravityChain.key(names[index])
                let sum = sums[key] ?? (0, 0, 0, 0)
                sums[key] = (sum.x + point.x, sum.y + point.y, sum.height + heights[index], sum.count + 1)
            }
        }
        return sums.mapValues {
            Fix(place: Point(x: $0.x / $0.count, y: $0.y / $0.count), height: $0.height / $0.count)
        }
    }

    private func fixes(
        at times: [Double], of sources: [Correction], _ heights: [[Double]]
    ) throws(OperationError) -> [Fix?] {
        var track: [(time: Double, fix: Fix)] = []
        for (source, heights) in zip(sources, heights) where !source.readings.times.isEmpty {
            for (index, time) in source.readings.times.enumerated() {
                let point = source.readings.positions[index]
                guard time.isFinite, point.x.isFinite, point.y.isFinite else { continue }
                track.append((time, Fix(place: point, height: heights[index])))
            }
        }
        guard !track.isEmpty else {
            throw settings.error(
                .unfitInput, "positions", "no point of the GPS files has a time",
                "export the track with its times, or declare time_zone")
        }
        track.sort { $0.time < $1.time }
        let gap = try settings.number("max_gap")
        let offset = try settings.number("clock_offset")
        return times.map { Self.fix(at: $0 + offset, track, gap) }
    }

    private static func fix(at time: Double, _ track: [(time: Double, fix: Fix)], _ gap: Double) -> Fix? {
        guard time.isFinite else { return nil }
        var (low, high) = (0, track.count)
        while low < high {
            let middle = (low + high) / 2
            if track[middle].time < time { low = middle + 1 } else { high = middle }
        }
        if low < track.count, track[low].time == time { return track[low].fix }
        guard low > 0, low < track.count else { return nil }
        let (before, after) = (track[low - 1], track[low])
        let span = after.time - before.time
        guard span <= gap else { return nil }
        let part = (time - before.time) / span
        func between(_ a: Double, _ b: Double) -> Double { a + part * (b - a) }
        return Fix(
            place: Point(
                x: between(before.fix.place.x, after.fix.place.x), y: between(before.fix.place.y, after.fix.place.y)),
            height: between(before.fix.height, after.fix.height))
    }

    private func report(
        _ work: inout Correction, _ byStation: Bool, _ places: [Fix?], _ found: Int, _ stations: [String]?
    ) {
        work.quality.statements = [
            """
            \(found) of \(work.count) readings have their places from the GPS file, \
            \(byStation ? "by station" : "by time between fixes").
            """
        ]
        work.quality.add("placed_readings", Double(found))
        work.quality.add("readings_without_place", Double(work.count - found))
        work.quality.remark(on: work.count) { index in
            guard places[index] == nil else { return nil }
            return byStation
                ? "station \(stations?[index] ?? "") is not in the GPS file: no place"
                : "no fix near its time: no place"
        }
    }
}
