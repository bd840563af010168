/// The CRS of a Geosoft grid, from the `.grd.xml` beside it.
struct GeosoftProjection {
    private(set) var crs: String?
    private(set) var notes: [String] = []

    init(_ input: InstrumentInput) {
        guard let companion = input.companion("xml") else {
            notes.append("no .xml came with the grid: its CRS is not known")
            return
        }
        // Only the attributes of one element are read; entities and references are left as they are.
        guard let element = Self.element("projection", companion.bytes) else {
            notes.append("\(companion.name.shown) has no projection: the CRS is not known")
            return
        }
        if let code = element["wellknown_epsg"], let found = StatedCRS.authority(code) {
            crs = found
        } else {
            let name = [element["name"], element["type"]].compactMap(\.self).first ?? ""
            notes.append(
                "\(companion.name.shown) tells the projection \(name.shown), which is no EPSG code: the CRS is not known"
            )
        }
    }

    /// The attributes of the first element of a name.
    private static func element(_ name: String, _ bytes: [UInt8]) -> [String: String]? {
        let mark = Array("<\(name) ".utf8)
        let span = bytes.span
        var start = 0
        while start + mark.count < span.count, !span.isSame(mark, start..<(start + mark.count)) { start += 1 }
        guard start + mark.count < span.count else { return nil }
        var attributes: [String: String] = [:]
        var index = start + mark.count
        while index < span.count, span[index] != UInt8(ascii: ">"), attributes.count < 64 {
            let from = index
            while index < span.count, span[index] != UInt8(ascii: "="), span[index] != UInt8(ascii: ">") { index += 1 }
            guard index + 1 < span.count, span[index] == UInt8(ascii: "=") else { break }
            let key = bytes[from..<index].asText.trimmed
            let quote = span[index + 1]
            guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { break }
            let begin = index + 2
            index = begin
            while index < span.count, span[index] != quote { index += 1 }
            guard index < span.count else { break }
            attributes[key] = bytes[begin..<index].asText
            index += 1
        }
        return attributes
    }
}
