import Foundation
import Testing

/// The 46 x 56 cells of 2 m in `small_raster_AAIGrid.asc`, heights that the EIS Toolkit tests with.
enum SmallRasterFile {
    private static let url = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent(
            "shared/data/grid-and-sensor-formats/derived_grids_from_small_raster/small_raster_AAIGrid.asc")

    /// `nil`, with a message, where it is missing; a failure where `CI` says that nothing may be.
    static func read() throws -> SmallRaster? {
        guard FileManager.default.fileExists(atPath: url.path) else {
            let isRequired = ProcessInfo.processInfo.environment["CI"] == "true"
            if isRequired { Issue.record("\(url.path) is missing") }
            print("skipped: \(url.path) is missing")
            return nil
        }
        let lines = try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline)
        let rows = lines.filter { $0.first?.isLetter == false }
        let values = rows.flatMap { $0.split(separator: " ").compactMap { Float($0) } }
        return SmallRaster(columns: 46, values: values.map { $0 < -900 ? .nan : $0 })
    }
}
