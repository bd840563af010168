import Foundation
import Testing

/// A small sample of the faults that `make faults` runs in full, against this build's programs.
@Suite(.serialized) struct FaultTests {
    /// The root of this package.
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

    private func run(_ script: String, _ arguments: [String]) throws -> (status: Int32, words: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments =
            [Self.root.appending(path: script).path, "--programs", RunningDaemon.programs.path] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
    }

    @Test func `a sample of faults fires and breaks no promise`() throws {
        let (status, words) = try run("Tests/faults/faults.py", ["--sample"])
        #expect(status == 0, "\(words)")
        // Where there is no strace a scenario is skipped and says so; the others still count.
        #expect(words.contains("survived second-daemon"), "\(words)")
        #expect(words.contains("survived moved-back"), "\(words)")
    }

    @Test func `a sample of the hostile corpus gets the verdicts that are expected`() throws {
        let (status, words) = try run("Tests/HostileCorpus/run.py", ["--sample", "40", "--times", "1"])
        #expect(status == 0, "\(words)")
        #expect(words.contains("every verdict as expected"), "\(words)")
    }
}
