import Survey

/// ASEG-GDF2: a `.dat` with records of fixed widths, defined by the `.dfn` beside it (ASEG, 2003).
enum AsegGdf2: InstrumentFormat {
    static let name = "ASEG-GDF2"

    static func recognise(_ input: InstrumentInput) -> Recognition {
        if input.ending == "dfn" { return .declined("this is the definition; the data are in the .dat") }
        guard let companion = definition(input) else { return .declined("no .dfn came with it") }
        guard case .success(let text) = input.text else { return .declined("it is not text") }
        do throws(InstrumentError) {
            let definition = try AsegDefinition(companion.bytes)
            return AsegRecord.fits(definition, TextLines(text.bytes))
                ? .certain : .declined("its lines are no records as \(companion.name.shown) defines them")
        } catch {
            // A definition that cannot be read is an error of its own for the data beside it.
            return input.ending == "dat" ? .certain : .declined("\(companion.name.shown): \(error.reason)")
        }
    }

    /// The `.dfn` of the same stem; else the only one, where the data's name begins with its stem.
    private static func definition(_ input: InstrumentInput) -> (name: String, bytes: [UInt8])? {
        if let own = input.companion("dfn") { return own }
        let all = input.companions.keys.filter { InstrumentInput.ending($0) == "dfn" }
        guard all.count == 1, let name = all.first, let bytes = input.companions[name],
            input.name.lowercased().hasPrefix(name.dropLast(4).lowercased())
        else { return nil }
        return (name, bytes)
    }

    static func read(_ input: InstrumentInput) throws(InstrumentError) -> InstrumentResult {
        guard let companion = definition(input) else {
            throw InstrumentError(
                .noCompanion, reason: "no .dfn came with \(input.name.shown)", remedy: "send both in one drop")
        }
        let definition = try AsegDefinition(companion.bytes)
        let text = try input.decoded()
        let columns = try AsegColumns(definition, prefersDegrees: input.expectation.prefersDegrees)
        let layout = AsegRecord.layout(definition, TextLines(text.bytes))
        var report = ReadingReport(
            format: name,
            dialect: .init(
                separator: layout == .tabs ? "\t" : "fixed", headerLine: 0, encoding: text.encoding,
                variant: definition.dialects.sorted().joined(separator: ", ")),
            positions: columns.report)
        report.notes = definition.notes + columns.notes
        if layout == .tabs {
            report.notes.append("the .dfn declares fixed widths; the records are divided by tabs and read by these")
        }
        var crsNotes: [String] = []
        let crs = AsegProjection.crs(input, columns, notes: &crsNotes)
        report.notes += crsNotes
        var rows = AsegRows(definition, columns, layout, report, nodata: input.expectation.nodata)
        var lines = TextLines(text.bytes)
        while let range = lines.next() { rows.take(range, lines) }
        return try rows.finish(crs: crs)
    }
}
