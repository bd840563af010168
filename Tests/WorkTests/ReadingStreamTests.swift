import Foundation
import Instruments
import Jobs
import Operations
import Survey
import Testing

@testable import Work

@Suite struct ReadingStreamTests {
    /// A directory of its own that goes with the test.
    private final class Folder {
        let path = FileManager.default.temporaryDirectory.appending(path: "gossan-\(UUID().uuidString)").path

        init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

        deinit {
            // A test's own directory: what cannot be removed does no harm.
            do { try FileManager.default.removeItem(atPath: path) } catch {}
        }
    }

    private func place(
        _ folder: Folder, _ parameters: [String: ParameterValue] = [:], inputs: [String: [Job.Input]] = [:]
    ) throws -> Workplace {
        let operation = ReadingWork.runner.operation
        return Workplace(
            job: Job(
                id: "op/read-readings", operation: operation.name, parameters: try operation.resolve(parameters),
                inputs: inputs, grid: nil, output: folder.path,
                limits: .init(memoryBytes: 1 << 30, seconds: 60, threads: 2)),
            operation: operation)
    }

    /// Lines of several MiB, so that a piece ends within one, with a gap, a limit, a dummy value and a refused row.
    private func text(_ count: Int) -> String {
        var text = "line,easting,northing,mag_nT,Cu_ppm\n"
        for index in 0..<count {
            let value = index % 1000 == 7 ? "" : "\(47_000 + Double(index % 977) / 8)"
            let copper = index % 1500 == 3 ? "<5" : "\(index % 60 + 6)"
            text += "L\(index / 60_000),\(400_000 + index % 1000),\(3_200_000 + index / 1000),\(value),\(copper)\n"
        }
        return text + "L9,east,1,2,3\n"
    }

    @Test func `a file read in pieces is the file read as a whole`() throws {
        let folder = try Folder()
        let path = folder.path + "/long.csv"
        try Data(text(200_000).utf8).write(to: URL(filePath: path))
        let input = Job.Input(name: "long.csv", path: path)
        let whole = try place(folder, ["assume_crs": "EPSG:32641"])
        let expected = try ReadingIntake.read(input, whole)

        let pieces = try place(folder, ["assume_crs": "EPSG:32641"])
        let stream = try #require(try ReadingStream(input, pieces, longerThan: 1 << 20))
        let (found, count) = try stream.write(to: folder.path + "/out.readings")
        #expect(count == 200_000 && found.report?.rowsRefused == 1)
        let read = try ReadingsFile.read(folder.path + "/out.readings")
        #expect(read.crs == expected.crs && read.positions == expected.positions && read.lines == expected.lines)
        #expect(read.channels.map(\.name) == expected.channels.map(\.name))
        for (own, other) in zip(read.channels, expected.channels) {
            #expect(own.unit == other.unit && own.censored == other.censored)
            #expect(zip(own.values, other.values).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN })
        }
        #expect(Set(pieces.report.notes) == Set(whole.report.notes))
        // Scratch columns are gone: the text and the readings stay.
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["long.csv", "out.readings"])

        let parts = try ReadingsFileParts(folder.path + "/out.readings")
        #expect(parts.count == 200_000 && parts.head.channels.map(\.unit) == ["nT", "ppm"])
        var (positions, values): ([Point], [Double]) = ([], [])
        try parts.each(of: "mag") {
            positions += $0
            values += $1
        }
        #expect(positions == expected.positions)
        #expect(zip(values, expected.channels[0].values).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN })
    }

    @Test func `a short file, and one that another reader knows, are read as a whole`() throws {
        let folder = try Folder()
        let path = folder.path + "/short.csv"
        try Data(text(100).utf8).write(to: URL(filePath: path))
        #expect(try ReadingStream(.init(name: "short.csv", path: path), place(folder)) == nil)
        let dump = folder.path + "/dump.csv"
        let rows = String(repeating: "115014.0  48484.12 99\n", count: 20)
        try Data("/Gem Systems GSM-19GWV 7122568 v7.0\n/ID 1 file 01survey.b   05 IX 18\n/time nT sq\n\(rows)".utf8)
            .write(to: URL(filePath: dump))
        #expect(try ReadingStream(.init(name: "dump.csv", path: dump), place(folder), longerThan: 10) == nil)
    }

    @Test func `a file without a unit has the layer's before it is joined with one that has its own`() throws {
        let folder = try Folder()
        let files = try [("bare.csv", "Cu", 30), ("own.csv", "Cu_ppm", 40)].map { name, column, value in
            let path = folder.path + "/" + name
            let text = "easting,northing,\(column)\n400000,3200000,\(value)\n400010,3200000,\(value + 1)\n"
            try Data(text.utf8).write(to: URL(filePath: path))
            return Job.Input(name: name, path: path)
        }
        let unsaid: [String: ParameterValue] = ["assume_crs": "EPSG:32641", "channel": "Cu"]
        let failure = #expect(throws: JobFailure.self) {
            try ReadingWork.runner.run(place(folder, unsaid, inputs: ["in": files]))
        }
        #expect(failure?.remedy == "say the unit of files that give none: unit: in the layer")
        try ReadingWork.runner.run(place(folder, unsaid.merging(["unit": "ppm"]) { $1 }, inputs: ["in": files]))
        let joined = try ReadingsFile.read(folder.path + "/out.readings")
        #expect(joined.channels.map(\.unit) == ["ppm"] && joined.channels[0].values == [30, 31, 40, 41])
    }

    @Test func `a damaged file of readings is no file of readings`() throws {
        let folder = try Folder()
        let path = folder.path + "/a.readings"
        let readings = Readings(
            crs: "EPSG:32641", positions: [Point(x: 1, y: 2)], channels: [.init(name: "a", unit: "", values: [3])])
        try ReadingsFile.write(readings, to: path)
        #expect(try ReadingsFile.read(path) == readings)
        let bytes = try Data(contentsOf: URL(filePath: path))
        for damaged in [Data(), bytes.dropLast(), bytes + [0], Data("GOSSAN-READINGS/1 99999999\n{}".utf8)] {
            try damaged.write(to: URL(filePath: path))
            #expect(throws: JobFailure.self) { try ReadingsFile.read(path) }
        }
    }
}
