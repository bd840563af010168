import Foundation
import Testing

/// Files of surveys, given and made, as the tests look at them.
enum SurveyFiles {
    struct Missing: Error, CustomStringConvertible {
        var description: String
    }

    /// A folder of `../shared`; `nil` where it is not there, which fails where `CI=true`.
    static func folder(_ path: String) -> URL? {
        var folder = URL(filePath: #filePath)
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let found = folder.appending(path: "../shared/\(path)").standardizedFileURL
            if FileManager.default.fileExists(atPath: found.path) { return found }
        }
        #expect(ProcessInfo.processInfo.environment["CI"] == nil, "../shared/\(path) is not there")
        return nil
    }

    /// Columns of a CSV file without quoted separators.
    struct Table {
        var columns: [String]
        var rows: [[String]]

        func texts(_ name: String) throws -> [String] {
            guard let index = columns.firstIndex(of: name) else {
                throw Missing(description: "no column \(name) among \(columns)")
            }
            return rows.map { $0[index] }
        }

        /// NaN where a cell is empty or no number.
        func numbers(_ name: String) throws -> [Double] { try texts(name).map { Double($0) ?? .nan } }
    }

    static func table(_ file: URL) throws -> Table {
        let lines = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline)
        let rows = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        guard let columns = rows.first else { throw Missing(description: "\(file.path) is empty") }
        return Table(columns: columns, rows: Array(rows.dropFirst()))
    }

    /// The page of all corrections.
    static func page(_ run: URL) throws -> String {
        try String(contentsOf: run.appending(path: "quality.html"), encoding: .utf8)
    }

    /// What a published raster holds, by GDAL's own Python.
    static func figures(_ raster: URL) throws -> (finite: Int, mean: Double, deviation: Double) {
        let script = """
            import sys, numpy
            from osgeo import gdal
            a = gdal.Open(sys.argv[1]).ReadAsArray().astype('float64')
            v = a[numpy.isfinite(a)]
            print(v.size, repr(float(v.mean())), repr(float(v.std())))
            """
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = ["-c", script, raster.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let words = String(decoding: output, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard words.count == 3, let finite = Int(words[0]), let mean = Double(words[1]),
            let deviation = Double(words[2])
        else { throw Missing(description: "GDAL's Python cannot read \(raster.path)") }
        return (finite, mean, deviation)
    }
}
