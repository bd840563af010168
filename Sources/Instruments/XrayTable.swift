import Survey

/// Exports of portable XRF spectrometers: Olympus and Evident Vanta, Thermo Niton, Bruker S1, SciAps X.
///
/// What is below detection stands as 0, `<LOD` or `ND`; its limit is the number in the column of its error.
enum XrayTable: InstrumentFormat {
    static let name = "pXRF export"

    static func recognise(_ input: InstrumentInput) -> Recognition {
        guard case .success(let text) = input.text else { return .declined("it is not text") }
        return table(text) == nil ? .declined("no header names elements and their errors side by side") : .certain
    }

    /// The header within the first lines, with whatever divides it.
    static func table(_ text: DecodedText) -> (rows: NamedRows, columns: XrayColumns)? {
        for separator in [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")] {
            let rows = NamedRows(text, separator: separator, within: 12) { XrayColumns($0) != nil }
            if let rows, let columns = XrayColumns(rows.names) { return (rows, columns) }
        }
        return nil
    }

    static func read(_ input: InstrumentInput) throws(InstrumentError) -> InstrumentResult {
        let text = try input.decoded()
        guard let (table, columns) = table(text) else {
            throw InstrumentError(.noHeader, reason: "no header names elements", remedy: "export with the header line")
        }
        var rows = XrayRows(table, columns, input, text)
        while rows.takeNext() {}
        return try rows.finish()
    }
}
