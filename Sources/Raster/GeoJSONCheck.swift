/// Finds a GeoJSON `crs` that leads to another place.
///
/// GDAL: a `crs` of type link or url is fetched, and a name may be an address as well.
struct GeoJSONCheck: ~Copyable {
    private let file: MappedFile
    private var place = 0

    /// An error where any `crs` member holds a link or an address.
    static func check(_ path: String) throws(RasterError) {
        var scan = GeoJSONCheck(file: try MappedFile(reading: path))
        guard let found = scan.reference() else { return }
        throw RasterError(
            .externalReference, operation: "open \(path)",
            messages: ["its crs member refers to another place: \(found)"],
            remedy: "Send it in longitude and latitude (WGS 84) without a crs member, as RFC 7946 says")
    }

    private init(file: consuming MappedFile) { self.file = file }

    private mutating func reference() -> String? {
        while let quote = file.first(34, from: place) {
            place = quote + 1
            let key = string()
            guard key.lowercased() == "crs" else { continue }
            skipBlanks()
            guard place < file.count, file[place] == 58 else { continue }
            place += 1
            skipBlanks()
            guard place < file.count, file[place] == 123 || file[place] == 34 else { continue }
            if let found = referenceInValue() { return found }
        }
        return nil
    }

    /// The first suspicious string of the object or string that begins here.
    private mutating func referenceInValue() -> String? {
        var depth = 0
        repeat {
            guard place < file.count else { return nil }
            let byte = file[place]
            place += 1
            switch byte {
            case 123: depth += 1
            case 125: depth -= 1
            case 34:
                let text = string().lowercased()
                let isAddress = text.contains("://") || text.hasPrefix("/") || text.hasPrefix("file:")
                let isRegister = text.hasPrefix("http://www.opengis.net/") || text.hasPrefix("http://opengis.net/")
                if text == "href" || text.hasPrefix("link") || text.hasPrefix("url") || isAddress && !isRegister {
                    return text
                }
            default: break
            }
        } while depth > 0
        return nil
    }

    private mutating func skipBlanks() {
        while place < file.count, [9, 10, 13, 32].contains(file[place]) { place += 1 }
    }

    /// The string whose opening quote was passed, without its escapes; at most its first kilobyte.
    private mutating func string() -> String {
        var units: [UInt8] = []
        while place < file.count {
            let byte = file[place]
            place += 1
            if byte == 34 { break }
            var text = [byte]
            if byte == 92, place < file.count {
                let escape = file[place]
                place += 1
                text = [escape]
                if escape == 117 {
                    let digits = String(decoding: file.bytes(place..<place + 4), as: UTF8.self)
                    place = min(place + 4, file.count)
                    text = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init).map { Array(String($0).utf8) } ?? []
                }
            }
            if units.count < 1024 { units += text }
        }
        return String(decoding: units, as: UTF8.self)
    }
}
