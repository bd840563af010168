import Instruments
import Jobs
import Raster
import Survey

/// Points of a vector file as readings: their numbers are channels, their times the times.
enum ReadingPoints {
    /// A GPS unit's track counts before its marks, and those before its routes.
    private static let gpxLayers = ["track_points", "waypoints", "route_points"]
    private static let timeNames: Set<String> = ["time", "datetime", "date_time", "timestamp", "phenomenontime"]

    static func read(_ input: Job.Input, _ place: Workplace) throws -> Readings {
        let isGPX = input.path.lowercased().hasSuffix(".gpx")
        let layer = isGPX ? try gpxLayer(input) : nil
        let facts = try VectorFile.examine(input.path, layer: layer)
        guard let crs = place.job.grid?.crs ?? facts.authority ?? facts.crs ?? place.text("assume_crs") else {
            throw JobFailure(
                code: .badData, file: input.name, reason: "it has no CRS",
                remedy: "write it with its CRS, or declare assume_crs for the layer in campaign.yaml")
        }
        let features = try VectorFile.read(
            input.path, layer: layer, into: crs, assumedCRS: place.text("assume_crs"))
        let positions = try features.map { feature in
            guard case .points(let points) = feature.geometry, points.count == 1 else {
                throw JobFailure(
                    code: .badData, file: input.name, reason: "a feature of it is not a single point",
                    remedy: "send points, or declare the layer as lines or polygons")
            }
            return points[0]
        }
        place.record(fact: "driver", facts.driver)
        place.record(fact: "readings", "\(positions.count)")
        let times = times(of: features, input, place)
        let names = features.first?.attributes.map(\.name) ?? []
        let channels = try channels(of: features, names, isNeeded: times.isEmpty, input, place)
        var labels: [String: [String]] = [:]
        for name in names where !channels.contains(where: { $0.name == name }) && !isTime(name) {
            let words = features.map { feature in
                if case .text(let text)? = feature.value(name) { text } else { "" }
            }
            if words.contains(where: { !$0.isEmpty }) { labels[name] = words }
        }
        return Readings(crs: crs, positions: positions, times: times, labels: labels, channels: channels)
    }

    private static func gpxLayer(_ input: Job.Input) throws -> String {
        for name in gpxLayers where try !VectorFile.read(input.path, layer: name).isEmpty { return name }
        throw JobFailure(
            code: .badData, file: input.name, reason: "it has no track points, way points or route points",
            remedy: "export the track again")
    }

    private static func channels(
        of features: [Feature], _ names: [String], isNeeded: Bool, _ input: Job.Input, _ place: Workplace
    ) throws -> [Readings.Channel] {
        let wanted = place.text("channel")
        let channels = names.compactMap { name -> Readings.Channel? in
            // GDAL's counters of tracks and segments measure nothing.
            guard wanted.map({ $0 == name }) ?? !name.hasPrefix("track_"), !isTime(name) else { return nil }
            let values = features.map { feature in
                if case .number(let number)? = feature.value(name) { number } else { Double.nan }
            }
            guard values.contains(where: { !$0.isNaN }) else { return nil }
            // GPX 1.1: ele is the elevation in metres.
            return name == "ele" && wanted == nil
                ? .init(name: "elevation", unit: "m", values: values) : .init(name: name, unit: "", values: values)
        }
        guard !channels.isEmpty || !isNeeded && wanted == nil else {
            throw JobFailure(
                code: .badData, file: input.name,
                reason: wanted.map { "it has no attribute '\($0)' with numbers" } ?? "it has no attribute with numbers",
                remedy: "its attributes are \(names.joined(separator: ", "))")
        }
        return channels
    }

    private static func isTime(_ name: String) -> Bool { timeNames.contains(name.lowercased()) }

    /// Seconds of each point, NaN where it has none; empty where none has, or where nothing tells the clock's zone.
    private static func times(of features: [Feature], _ input: Job.Input, _ place: Workplace) -> [Double] {
        guard let name = features.first?.attributes.map(\.name).first(where: isTime) else { return [] }
        let declared = place.text("time_zone")
        var hasUnzoned = false
        let times = features.map { feature -> Double in
            guard case .text(let text)? = feature.value(name) else { return .nan }
            guard let time = DateTimeText(text) else { return .nan }
            if let seconds = time.seconds(zone: declared) { return seconds }
            hasUnzoned = true
            return .nan
        }
        if hasUnzoned {
            place.note("times of \(input.name) without an offset from UTC are not read: declare time_zone")
        }
        return times.contains(where: \.isFinite) ? times : []
    }
}
