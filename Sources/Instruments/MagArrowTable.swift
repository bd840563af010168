import Survey

/// The CSV of a Geometrics MagArrow or of its Survey Manager: three generations of headers, 10 or 1000 rows a second, UTC.
enum MagArrowTable: InstrumentFormat {
    static let name = "Geometrics MagArrow CSV"

    static func recognise(_ input: InstrumentInput) -> Recognition {
        guard case .success(let text) = input.text else { return .declined("it is not text") }
        return header(text) == nil
            ? .declined("no header has Date, Time, Latitude, Longitude, a magnetometer and whether it is valid")
            : .certain
    }

    private static func header(_ text: DecodedText) -> NamedRows? {
        NamedRows(text, separator: UInt8(ascii: ",")) { names in
            let all = Set(names.map { $0.lowercased() })
            return ["date", "time", "latitude", "longitude"].allSatisfy(all.contains)
                && !all.isDisjoint(with: ["mag", "mag1data", "magdata"])
                && !all.isDisjoint(with: ["magvalid", "mag1valid", "locationsource"])
        }
    }

    static func read(_ input: InstrumentInput) throws(InstrumentError) -> InstrumentResult {
        let text = try input.decoded()
        guard let table = header(text) else {
            throw InstrumentError(.noHeader, reason: "there is no header", remedy: "export the CSV with its header")
        }
        var rows = MagArrowRows(table, input, text)
        while rows.takeNext() {}
        return try rows.finish()
    }
}
