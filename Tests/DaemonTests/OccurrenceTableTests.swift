import Foundation
import Testing

/// Known deposits as people have them: a table with columns of coordinates.
@Suite struct OccurrenceTableTests {
    private struct Outcome: Decodable {
        var figures: [String: Double]
    }

    @Test(arguments: [("mrdata_ree", 578.0), ("mrdata_carbonatite", 60), ("mrdata_porcu", 690)])
    func `a published table of deposits is read with all its places`(name: String, count: Double) throws {
        guard let data = SurveyFiles.folder("data") else { return }
        let folder = try Command.Folder()
        let grid = folder.url.appending(path: "world.yaml")
        try Data("crs: EPSG:4326\norigin: [-180, 90]\ncolumns: 360\nrows: 180\ncell: 1\n".utf8).write(to: grid)
        let table = data.appending(path: "world-deposits/\(name).csv").path
        let done = try Command.gossan([
            "op", "read-occurrences", "--in", table, "--grid", grid.path, "--out",
            folder.url.appending(path: "known.json").path, "--json",
        ])
        try #require(done.status == 0, "\(done.errors)")
        #expect(try JSONDecoder().decode(Outcome.self, from: done.output).figures["occurrences"] == count)
    }

    @Test func `eastings and northings are dropped on a campaign, and rejected where nothing says their CRS`() throws {
        let folder = try Command.Folder()
        let known = folder.url.appending(path: "known.csv")
        try Data("name,easting,northing,commodity\nA,450500,6500500,Cu\nB,451000,6501000,Cu;Au\n".utf8).write(to: known)
        for (assumed, status) in [(", assume_crs: EPSG:28354", 0), ("", 1)] {
            let place = folder.url.appending(path: "own\(status)")
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            let campaign = """
                campaign: own
                grid: { crs: EPSG:28354, bounds: [450000, 6500000, 452000, 6502000], cell: 100 m }
                layers:
                  known: { match: "known*", kind: occurrences\(assumed) }

                """
            try Data(campaign.utf8).write(to: place.appending(path: "campaign.yaml"))
            let run = try Command.gossan(["run", place.path, "--drop", known.path])
            let words = String(decoding: run.output, as: UTF8.self)
            #expect(
                words.contains(status == 0 ? "accepted  known.csv" : "rejected  known.csv"), "\(words)\(run.errors)")
            if status != 0 { #expect(words.contains("it has no CRS"), "\(words)") }
        }
    }
}
