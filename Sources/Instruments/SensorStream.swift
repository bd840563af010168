import Survey

/// What the Datastream of a page of observations tells: what is observed, in what unit, where.
struct SensorStream {
    private(set) var name = "result"
    private(set) var unit = ""
    private(set) var position: Point?
    private(set) var notes: [String] = []

    /// From the Datastream within the observations, or that of the same `@iot.id` among the files of the drop.
    init(page: JSONValue, observations: [JSONValue], companions: [String: [UInt8]]) {
        if page["@iot.nextLink"] != nil {
            let all = page["@iot.count"]?.number.map { " of \(Int(exactly: $0) ?? 0)" } ?? ""
            notes.append("this page holds \(observations.count)\(all) observations; the others stand on further pages")
        }
        let links = [page["@iot.nextLink"]?.text, observations.first?["Datastream@iot.navigationLink"]?.text]
        let ids = links.compactMap { $0.flatMap(Self.id) }
        let found =
            observations.first?["Datastream"]
            ?? companions.keys.sorted().lazy.compactMap { key in Self.stream(ids, companions[key] ?? []) }.first
        guard let found else {
            notes.append("the unit stands on the Datastream, which did not come with the file")
            return
        }
        if let symbol = found["unitOfMeasurement"]?["symbol"]?.text { unit = symbol }
        if let text = found["name"]?.text { name = text }
        let place = found["FeatureOfInterest"]?["feature"] ?? found["observedArea"]
        if place?["type"]?.text == "Point", let numbers = place?["coordinates"]?.array?.compactMap(\.number),
            numbers.count >= 2, abs(numbers[0]) <= 180, abs(numbers[1]) <= 90
        {
            position = Point(x: numbers[0], y: numbers[1])
            notes.append("GeoJSON has longitude and latitude on WGS 84")
        }
    }

    /// The number in `.../Datastreams(1)/...`.
    private static func id(_ link: String) -> String? {
        guard let start = link.firstPlace(of: "Datastreams(") else { return nil }
        let rest = link[start...].dropFirst("Datastreams(".count)
        return rest.firstIndex(of: ")").map { String(rest[..<$0]) }
    }

    private static func stream(_ ids: [String], _ bytes: [UInt8]) -> JSONValue? {
        guard !ids.isEmpty, let file = JSONReader.value(bytes, bytes.indices) else { return nil }
        return (file["value"]?.array ?? [file]).first { stream in
            guard stream["unitOfMeasurement"] != nil else { return false }
            switch stream["@iot.id"] {
            case .number(let number): return ids.contains("\(Int(exactly: number) ?? -1)")
            case .text(let text): return ids.contains { $0.filter { $0 != "'" } == text }
            default: return false
            }
        }
    }
}
