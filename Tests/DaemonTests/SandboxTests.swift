import Foundation
import Jobs
import Operations
import SystemPackage
import Testing

/// A real worker that tries what it must not be able to do.
@Suite struct SandboxTests {
    private func probe(_ limits: Job.Limits) async throws -> JobReport {
        let folder = FileManager.default.temporaryDirectory.appending(path: "gossan-probe-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { do { try FileManager.default.removeItem(at: folder) } catch {} }
        let programs = FilePath(RunningDaemon.programs.path)
        let executor = LocalExecutor(worker: programs.appending("gossan-worker"), grids: programs)
        return try await executor.run(
            Job(
                id: "trial", operation: "probe", parameters: [:], inputs: [:], grid: nil, output: folder.path,
                limits: limits))
    }

    @Test func `a worker has no network, no other files, no other programs, and no more than its limits`() async throws
    {
        let report = try await probe(.init(memoryBytes: 512 << 20, seconds: 120, fileBytes: 1 << 20))
        #expect(report.notes == [])
        for what in [
            "network", "network of the machine", "other programs", "files of the system", "files of others",
            "writing elsewhere", "devices", "links out", "more memory than 536870912 bytes",
        ] {
            #expect(report.facts[what]?.hasPrefix("refused: ") == true, "\(what): \(report.facts[what] ?? "not tried")")
        }
        #expect(report.facts["network"] == "refused: Operation not permitted")
        // Landlock's own word, also for root, whom no permission bit keeps out.
        #expect(report.facts["files of the system"] == "refused: Permission denied")
        #expect(report.facts["descriptors"] == "256")
        #expect(report.facts["core files"] == "0")
        #expect(report.facts["processor time"] == "120")
        #expect(report.facts["file sizes"] == "1048576")
        #expect(report.facts["NoNewPrivs"] == "1")
        #expect(report.facts["Seccomp"] == "2")
        #expect(!FileManager.default.fileExists(atPath: "/var/tmp/gossan-trial"))
    }

    @Test func `a worker that wants more memory than it may have ends, and the daemon's process lives on`() async throws
    {
        // Less than the runtime and GDAL need themselves: the worker cannot even begin.
        let failure = await #expect(throws: JobFailure.self) {
            try await probe(.init(memoryBytes: 1 << 20, seconds: 20))
        }
        #expect(failure?.code == .died)
    }
}
