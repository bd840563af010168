import Instruments
import Jobs
import Raster
import Survey

/// Known deposits and showings in delimited text, which GDAL takes for a table without places.
enum OccurrenceTable {
    private static let endings = [".csv", ".tsv", ".txt"]

    /// The occurrences of a text, in the grid's CRS where there is a grid; `nil` where the file is no such text, or has
    /// its geometry as WKT, which GDAL reads. An error where nothing says in which CRS its coordinates are.
    static func read(_ input: Job.Input, _ place: Workplace) throws -> [Occurrence]? {
        let path = input.path.lowercased()
        guard endings.contains(where: path.hasSuffix) else { return nil }
        let bytes = try ReadingIntake.bytes(input.path)
        let header = String(decoding: bytes.prefix(4096).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
            .lowercased()
        if header.contains("wkt") || header.contains("geom") { return nil }
        let assumed = place.text("assume_crs")
        let table = try Instruments.OccurrenceFile.read(
            bytes, prefersDegrees: try assumed.map { try CoordinateSystem($0).isGeographic } ?? true)
        tell(table.report, of: input, place)
        var occurrences = table.occurrences
        guard let crs = table.crs ?? assumed else {
            throw JobFailure(
                code: .badData, file: input.name, reason: "it has no CRS",
                remedy: "add a column with the CRS, or declare assume_crs for the layer in campaign.yaml")
        }
        if table.crs == nil { place.note("it has no CRS; \(crs) is assumed, as the layer declares") }
        guard let grid = place.job.grid, try !CoordinateSystem.areSame(crs, grid.crs) else { return occurrences }
        let places = try place.project(occurrences.map(\.location), from: crs, to: grid.crs)
        for (index, location) in places.enumerated() { occurrences[index].location = location }
        return occurrences
    }

    private static func tell(_ report: ReadingReport, of input: Job.Input, _ place: Workplace) {
        report.notes.forEach(place.note)
        guard report.rowsRefused > 0 else { return }
        place.note(report.refusals(of: input.name))
    }
}
