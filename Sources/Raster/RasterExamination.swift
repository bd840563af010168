import KernelTypes
import Survey

/// Reads all of a stranger's raster once, to say what it is or why it cannot be used.
///
/// GDAL's success is not success: files cut short or damaged open and read without an error (RELIABILITY.md), so the
/// file's own structure is checked first, then every row is read, and a warning that means damage is a failure.
package enum RasterExamination {
    /// Values that a raster may declare.
    package static let defaultCellCap = 1 << 31

    /// Facts of one band. Errors: what cannot be opened, is over `cellCap`, refers elsewhere, is cut short or damaged,
    /// has several rasters to choose from, or has no valid cell. No CRS and no geotransform are facts, not errors.
    ///
    /// Values that look like "no data" and are not declared are named in the notes, unless they are among `data`.
    /// `memory` bounds the bytes of cells that are held at once.
    package static func examine(
        _ path: String, drivers: [String] = GDALLibrary.rasterDrivers, band: Int = 1, nodata: NodataRule = .declared,
        data: [Double] = [], cellCap: Int = defaultCellCap, memory: Int = 16 << 20
    ) throws(RasterError) -> RasterFacts {
        try InputFile.check(path)
        try FileStructure.check(path)
        let dataset = try Dataset(reading: path, drivers: drivers)
        try checkSize(dataset, cellCap)
        try FileStructure.check(dataset)
        let bandFacts = try dataset.facts(band: band)
        if dataset.driver == "GTiff" {
            try TIFFLayout.check(path, isNodataDeclared: bandFacts.declaredNodata != nil)
        }

        var counts = CellCounts()
        var figures = Figures()
        var suspects = SuspectValues(band: bandFacts, columns: dataset.width, data: data)
        let rows = max(1, min(dataset.height, memory / 4 / dataset.width))
        for first in stride(from: 0, to: dataset.height, by: rows) {
            let window = Window(column: 0, row: first, columns: dataset.width, rows: min(rows, dataset.height - first))
            let cells = Cells(count: window.cellCount)
            counts += try dataset.read(band: band, window: window, nodata: nodata, into: cells)
            figures.add(cells)
            suspects.add(cells)
        }
        let system = try dataset.coordinateSystem
        let geotransform = dataset.geotransform
        try checkReports(dataset.log, path)
        guard counts.valid > 0 else {
            throw RasterError(
                .noData, operation: "read \(path)", messages: ["it has no valid cell: \(words(counts))"],
                remedy: "Check its nodata value and what was exported")
        }
        return RasterFacts(
            driver: dataset.driver, columns: dataset.width, rows: dataset.height, bandCount: dataset.bandCount,
            band: bandFacts, crs: system?.wkt, authority: system?.authority, crsName: system?.name,
            geotransform: geotransform, counts: counts, statistics: figures.statistics,
            notes: notes(bandFacts, counts, nodata) + suspects.notes, warnings: dataset.warnings)
    }

    private static func checkSize(_ dataset: borrowing Dataset, _ cap: Int) throws(RasterError) {
        let operation = "open \(dataset.path)"
        let subdatasets = dataset.metadata(domain: "SUBDATASETS").filter { $0.contains("_NAME=") }
        if dataset.bandCount == 0 || !subdatasets.isEmpty {
            let names = subdatasets.compactMap { $0.split(separator: ":").last.map(String.init) }
            throw RasterError(
                subdatasets.isEmpty ? .noData : .ambiguous, operation: operation,
                messages: [
                    subdatasets.isEmpty
                        ? "it holds no raster"
                        : "it holds \(subdatasets.count) rasters: \(names.joined(separator: ", "))"
                ],
                remedy: "Send one raster a file")
        }
        guard dataset.width > 0, dataset.height > 0 else {
            throw RasterError(
                .noData, operation: operation, messages: ["it has \(dataset.width) × \(dataset.height) cells"],
                remedy: "Send a raster with cells")
        }
        let (cells, isOver) = dataset.width.multipliedReportingOverflow(by: dataset.height)
        guard !isOver, cells <= cap else {
            throw RasterError(
                .tooLarge, operation: operation,
                messages: ["it declares \(dataset.width) × \(dataset.height) cells, more than the cap of \(cap)"],
                remedy: "Cut it to the area, or send it in parts")
        }
    }

    /// Words with which GDAL and the libraries below it warn of damage and go on.
    private static let damageWords = [
        "corrupt", "premature", "truncat", "unexpected end", "end of file", "short read", "not enough", "incomplete",
        "damaged", "crc", "cannot read", "read error", "i/o error", "io error", "decod",
    ]

    /// An error where GDAL reported a failure, or warned of damage, and went on.
    static func checkReports(_ log: MessageLog, _ path: String) throws(RasterError) {
        let damage = log.messages.filter(meansDamage)
        guard log.worst >= .failure || !damage.isEmpty else { return }
        throw RasterError(
            .corruptData, operation: "read \(path)", messages: damage.isEmpty ? log.messages : damage,
            severity: log.worst, remedy: "Send the file again; it is damaged or incomplete")
    }

    static func meansDamage(_ warning: String) -> Bool {
        let text = warning.lowercased()
        return damageWords.contains { text.contains($0) }
    }

    private static func words(_ counts: CellCounts) -> String {
        [
            (counts.notANumber, "NaN"), (counts.nodata, "nodata"), (counts.dummies, "dummy values"),
            (counts.infinite, "infinite"), (counts.masked, "masked"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }

    private static func notes(_ band: BandFacts, _ counts: CellCounts, _ rule: NodataRule) -> [String] {
        var notes: [String] = []
        if rule != .ignored, let note = band.nodataNote { notes.append(note) }
        if counts.infinite > 0 { notes.append("\(counts.infinite) infinite cells count as no data") }
        if counts.dummies > 0 {
            notes.append("\(counts.dummies) cells with a dummy value (|z| ≥ 1.7e38 or z ≤ -1e31) count as no data")
        }
        if band.scale != 1 || band.offset != 0 {
            notes.append("values are stored values × \(band.scale) + \(band.offset), as the file says")
        }
        return notes
    }

    private struct Figures {
        var minimum = Float.infinity
        var maximum = -Float.infinity
        var sum = 0.0
        var count = 0

        mutating func add(_ cells: Cells) {
            for index in 0..<cells.count {
                let value = unsafe cells.base[index]
                guard !value.isNaN else { continue }
                minimum = min(minimum, value)
                maximum = max(maximum, value)
                sum += Double(value)
                count += 1
            }
        }

        var statistics: RasterStatistics? {
            guard count > 0 else { return nil }
            return RasterStatistics(minimum: Double(minimum), maximum: Double(maximum), mean: sum / Double(count))
        }
    }
}
