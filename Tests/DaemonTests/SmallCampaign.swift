import Foundation
import Testing

/// A campaign of one raster in a directory of its own, run by the command line.
struct SmallCampaign {
    let place: URL

    /// `cells` row by row from the north, in 0...1; `grid` in the words of a campaign file.
    init(_ cells: [[Double]], crs: String, west: Double, south: Double, cell: Double, targets: String) throws {
        place = FileManager.default.temporaryDirectory.appending(path: "gossan-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let (columns, rows) = (cells[0].count, cells.count)
        let (east, north) = (west + Double(columns) * cell, south + Double(rows) * cell)
        let campaign = """
            campaign: small
            grid: { crs: \(crs), bounds: [\(west), \(south), \(east), \(north)], cell: \(cell) }
            layers:
              membership: { match: "*.asc", kind: raster, assume_crs: \(crs), resample: nearest }
              limit: { match: "limit.*", kind: polygons, optional: true }
              place: { match: "place.*", kind: points, optional: true }
            models:
              sought: { op: fuzzy-overlay, evidence: [membership], method: product }
            targets:
            \(targets.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
            """
        try Data(campaign.utf8).write(to: place.appending(path: "campaign.yaml"))
        let grid = """
            ncols \(columns)
            nrows \(rows)
            xllcorner \(west)
            yllcorner \(south)
            cellsize \(cell)
            NODATA_value -1

            """
        let values = cells.map { $0.map { "\($0)" }.joined(separator: " ") }.joined(separator: "\n")
        try Data((grid + values + "\n").utf8).write(to: place.appending(path: "membership.asc"))
    }

    func remove() {
        // A test's own directory: what cannot be removed does no harm.
        do { try FileManager.default.removeItem(at: place) } catch {}
    }

    private struct Outcome: Decodable {
        var directory: String?
        var missing: [String]
    }

    /// Drops the raster and other files, and gives the directory of the published run.
    func run(dropping files: [URL] = []) throws -> URL {
        let drops = ([place.appending(path: "membership.asc")] + files).flatMap { ["--drop", $0.path] }
        let (status, output) = try Self.program("gossan", ["run", place.path, "--json"] + drops)
        #expect(status == 0, "\(output)")
        let outcome = try JSONDecoder().decode(Outcome.self, from: Data(output.utf8))
        return URL(filePath: try #require(outcome.directory, "\(outcome.missing)"))
    }

    /// A program of this build, or one of the system's, and what it printed.
    static func program(_ name: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let own = RunningDaemon.programs.appending(path: name)
        let process = Process()
        process.executableURL =
            FileManager.default.fileExists(atPath: own.path) ? own : URL(filePath: "/usr/bin/\(name)")
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
