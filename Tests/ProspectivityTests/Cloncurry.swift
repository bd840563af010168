import Foundation
import KernelTypes
import Survey
import Testing

/// Geoscience Australia's published case, read from ../shared/data; see its README there.
enum Cloncurry {
    static let grid = AnalysisGrid(
        crs: "EPSG:7845", west: 600261.7688999996, north: -2260491.0156999994, cellWidth: 100, cellHeight: 100,
        columns: 1259,
        rows: 2487)

    /// The folder, `nil` outside of CI where it is missing; a missing folder fails in CI.
    static func folder() throws -> URL? {
        try found(URL(filePath: "shared/data/cloncurry-iocg", relativeTo: try packageParent()).standardizedFileURL)
    }

    /// One published table; columns by name.
    static func table(_ path: String) throws -> [[String: Double]]? {
        guard let folder = try folder() else { return nil }
        let lines = try String(contentsOf: folder.appending(path: path), encoding: .utf8).split(
            whereSeparator: \.isNewline)
        let names = cells(lines[0])
        return lines.dropFirst().map { line in
            Dictionary(uniqueKeysWithValues: zip(names, cells(line).map { Double($0) ?? .nan }))
        }
    }

    /// A raster's cells as GDAL gives them, its nodata as NaN; `nil` where GDAL's tools are missing (never in CI).
    static func raster(_ path: String, nodata: Float?) throws -> Strip? {
        guard let folder = try folder() else { return nil }
        let tool = URL(filePath: "/usr/bin/gdal_translate")
        guard try found(tool) != nil else { return nil }
        let place = FileManager.default.temporaryDirectory.appending(path: "gossan-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let process = Process()
        process.executableURL = tool
        process.arguments = [
            "-q", "-of", "ENVI", "-ot", "Float32", folder.appending(path: path).path, "\(place.path)/cells",
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        let bytes = try Data(contentsOf: place.appending(path: "cells"))
        try FileManager.default.removeItem(at: place)
        try #require(bytes.count == grid.cellCount * 4)
        let strip = Strip(columns: grid.columns, rows: 0..<grid.rows, rasterRows: grid.rows)
        strip.cells.withMutableSpan { span in
            bytes.withUnsafeBytes { raw in
                let floats = unsafe raw.bindMemory(to: Float.self)
                for index in span.indices {
                    let value = unsafe floats[index]
                    span[index] = value == nodata ? .nan : value
                }
            }
        }
        return strip
    }

    /// The 258 deposits, from the shapefile's main file: 100 bytes of header, then 28 a point, little-endian doubles.
    static func deposits() throws -> [Occurrence]? {
        guard let folder = try folder() else { return nil }
        let bytes = try Data(contentsOf: folder.appending(path: "IOCG_Deposits.shp"))
        return stride(from: 100, to: bytes.count, by: 28).map { record in
            func number(_ offset: Int) -> Double {
                var bits: UInt64 = 0
                for byte in 0..<8 { bits |= UInt64(bytes[record + offset + byte]) << UInt64(8 * byte) }
                return Double(bitPattern: bits)
            }
            return Occurrence(name: "\((record - 100) / 28 + 1)", location: Point(x: number(12), y: number(20)))
        }
    }

    private static func cells(_ line: Substring) -> [String] {
        line.split(separator: ",", omittingEmptySubsequences: false).map { $0.filter { $0 != "\"" } }
    }

    private static func found(_ place: URL) throws -> URL? {
        if FileManager.default.fileExists(atPath: place.path) { return place }
        try #require(ProcessInfo.processInfo.environment["CI"] != "true", "\(place.path) is missing")
        print("skipped: \(place.path) is missing")
        return nil
    }

    private static func packageParent() throws -> URL {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
            try #require(folder.path != "/", "no Package.swift above \(#filePath)")
            folder.deleteLastPathComponent()
        }
        return folder.deletingLastPathComponent()
    }
}
