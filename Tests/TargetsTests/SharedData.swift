import Foundation
import Testing

@testable import Targets

/// Files beside the package that tests read.
enum SharedData {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func model(_ name: String) throws -> GradeTonnageModel {
        let bytes = try Data(contentsOf: root.appendingPathComponent("Models/\(name).yaml"))
        return try GradeTonnageModel(Array(bytes), operation: "value-targets", input: "model")
    }

    /// The bytes of all YAML files of a folder of the package.
    static func files(in folder: String) throws -> [[UInt8]] {
        let place = root.appendingPathComponent(folder)
        return try FileManager.default.contentsOfDirectory(atPath: place.path).filter { $0.hasSuffix(".yaml") }.sorted()
            .map { Array(try Data(contentsOf: place.appendingPathComponent($0))) }
    }

    /// A shared data file; `nil` where it is missing, which is a failure where `CI=true`.
    static func text(_ path: String) throws -> String? {
        let file = root.deletingLastPathComponent().appendingPathComponent("shared/data/\(path)")
        guard FileManager.default.fileExists(atPath: file.path) else {
            if ProcessInfo.processInfo.environment["CI"] == "true" { Issue.record("\(file.path) is missing") }
            print("skipped: \(file.path) is missing")
            return nil
        }
        return String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }
}
