/// Any file that an instrument or a survey package writes.
package enum InstrumentFile {
    /// All readers. The order decides nothing: each says how sure it is, and two that are certain reject the file.
    static let formats: [any InstrumentFormat.Type] = [
        GeosoftGrid.self, AsegGdf2.self, GeosoftXYZ.self, Gsm19Dump.self, ScintrexCG5.self, ScintrexCG6.self,
        MagArrowTable.self, G858Dump.self, Iaga2002.self, XrayTable.self, RadiaCodeTrack.self, NmeaLog.self,
        SensorThings.self,
        JSONLines.self, DelimitedReadings.self, DeclaredColumns.self,
    ]

    /// Reads a file by the reader that is sure of it.
    ///
    /// `companions` are the files that came in the same drop, by name: a `.dfn` to its `.dat`, a `.grd.xml` to its `.grd`.
    /// An error names what was tried and why each reader declined, or why the one that knows the format refuses.
    package static func read(
        _ bytes: [UInt8], name: String, companions: [String: [UInt8]] = [:],
        expecting expectation: ReadingFile.Expectation = .init(),
        parallel: @escaping ReadingFile.Parallel = ReadingFile.inTurn
    ) throws(InstrumentError) -> InstrumentResult {
        let input = InstrumentInput(
            bytes, name: name, companions: companions, expectation: expectation, parallel: parallel)
        var certain: [any InstrumentFormat.Type] = []
        var plausible: [any InstrumentFormat.Type] = []
        var declined: [String] = []
        for format in formats {
            switch format.recognise(input) {
            case .certain: certain.append(format)
            case .plausible: plausible.append(format)
            case .declined(let reason): declined.append("\(format.name): \(reason)")
            }
        }
        let candidates = certain.isEmpty ? plausible : certain
        guard let format = candidates.first else {
            if case .failure(let error) = input.text, error.code == .empty { throw error }
            throw InstrumentError(
                .unknownFormat,
                reason: "no reader knows \(name.shown); tried \(declined.joined(separator: "; "))",
                remedy: "export it as CSV with a header line, or send it with its companions (.dfn, .xml) in one drop")
        }
        guard candidates.count == 1 else {
            throw InstrumentError(
                .unknownFormat,
                reason: "\(name.shown) may be any of \(candidates.map { $0.name }.shown)",
                remedy: "export it as CSV with a header line")
        }
        return try format.read(input)
    }
}
