import Foundation
import Operations
import SystemPackage
import TestBench
import Testing

@testable import Jobs

/// The real worker as a server of processes.
@Suite struct WorkerServerTests {
    /// A worker under a path of its own, so that its processes are told from those of other tests.
    private final class World: Sendable {
        let folder: Command.Folder
        let worker: FilePath

        init() throws {
            folder = try Command.Folder()
            worker = FilePath(folder.url.appending(path: "gossan-worker").path)
            try FileManager.default.createSymbolicLink(
                at: folder.url.appending(path: "gossan-worker"),
                withDestinationURL: RunningDaemon.programs.appending(path: "gossan-worker"))
        }

        func server() -> WorkerServer { WorkerServer(worker: worker) }

        /// A job that takes much longer than any of these tests, on the busiest machine.
        func endlessJob() throws -> FilePath {
            let output = folder.url.appending(path: UUID().uuidString)
            try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
            let values = (0..<40_000).map { Float($0 * 7919 % 10_007) }
            let raster = output.appending(path: "in.tif")
            try Data(SmallTIFF(columns: 200, rows: 200, samples: .floats(values)).encoded).write(to: raster)
            let job = Job(
                id: "endless", operation: "self-organising-map",
                parameters: [
                    "width": 100, "height": 100, "epochs": 1000, "sample": 40_000, "last_radius": 0.5, "seed": 1,
                ],
                inputs: ["in": [.init(name: "in", path: raster.path)]], grid: nil, output: output.path, limits: .init())
            let file = output.appending(path: "job.json")
            try JSON.encode(job).write(to: file)
            return FilePath(file.path)
        }

        /// The server, if there is one, and the processes that it forked.
        var family: (server: pid_t?, forked: [pid_t]) {
            let server = Self.children(of: getpid()).first { Self.text("\($0)/cmdline").hasPrefix(worker.string) }
            return (server, server.map(Self.children) ?? [])
        }

        private static func children(of process: pid_t) -> [pid_t] {
            let threads = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")
            return (threads ?? []).flatMap { thread in
                text("\(process)/task/\(thread)/children").split(separator: " ").compactMap { pid_t($0) }
            }.sorted()
        }

        /// What /proc says; nothing of a process that has just ended.
        static func text(_ path: String) -> String {
            (try? String(contentsOfFile: "/proc/\(path)", encoding: .utf8)) ?? ""
        }

        func wait(for condition: () -> Bool) async throws {
            for _ in 0..<3_000 where !condition() { try await Task.sleep(for: .milliseconds(100)) }
            #expect(condition())
        }
    }

    @Test func `each of many jobs at once gets the answer to its own`() async throws {
        let world = try World()
        let server = world.server()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                group.addTask {
                    let reply = try await server.run(FilePath("/nowhere/job-\(number).json"), grids: "/", seconds: 3600)
                    #expect(String(decoding: reply.answer, as: UTF8.self).contains("job-\(number).json"))
                    #expect(reply.head.signal == nil)
                }
            }
            try await group.waitForAll()
        }
        #expect(world.family.forked == [])
    }

    @Test func `a job that is cancelled takes its process with it, and others go on`() async throws {
        let world = try World()
        let server = world.server()
        let job = try world.endlessJob()
        let stuck = Task { try await server.run(job, grids: "/", seconds: 3600) }
        try await world.wait { world.family.forked.count == 1 }
        #expect(try await !server.run("/nowhere/job.json", grids: "/", seconds: 3600).answer.isEmpty)
        stuck.cancel()
        await #expect(throws: CancellationError.self) { try await stuck.value }
        try await world.wait { world.family.forked.isEmpty }
    }

    @Test func `a job whose time is up is killed, and that is told`() async throws {
        let world = try World()
        let server = world.server()
        let reply = try await server.run(try world.endlessJob(), grids: "/", seconds: 1)
        #expect(reply.head == ForkReply.Head(id: 1, signal: 9, isLate: true))
    }

    @Test func `whoever chatters without end keeps nobody waiting, and can be ended`() async throws {
        let world = try World()
        let server = world.server()
        let job = try world.endlessJob()
        let stuck = Task { try await server.run(job, grids: "/", seconds: 3600) }
        try await world.wait { world.family.forked.count == 1 }
        // Into what the process has for its errors, and outside of its group: killing the group does not end it.
        let chatter = Process()
        chatter.executableURL = URL(filePath: "/bin/sh")
        chatter.arguments = ["-c", "exec yes > /proc/\(try #require(world.family.forked.first))/fd/2"]
        try chatter.run()
        #expect(try await !server.run(FilePath("/nowhere/job.json"), grids: "/", seconds: 3600).answer.isEmpty)
        stuck.cancel()
        try await world.wait { world.family.forked.isEmpty }
        chatter.waitUntilExit()
        #expect(chatter.terminationReason == .uncaughtSignal)
    }

    @Test func `a process that is killed from outside is told with its signal`() async throws {
        let world = try World()
        let server = world.server()
        let job = try world.endlessJob()
        async let reply = server.run(job, grids: "/", seconds: 3600)
        try await world.wait { world.family.forked.count == 1 }
        kill(try #require(world.family.forked.first), SIGKILL)
        #expect(try await reply.head == ForkReply.Head(id: 1, signal: 9))
    }

    @Test func `a server that is killed takes its jobs with it, and the next job has another`() async throws {
        let world = try World()
        let server = world.server()
        let job = try world.endlessJob()
        let stuck = Task { try await server.run(job, grids: "/", seconds: 3600) }
        try await world.wait { world.family.forked.count == 1 }
        let first = try #require(world.family.server)
        kill(first, SIGKILL)
        let failure = await #expect(throws: JobFailure.self) { try await stuck.value }
        #expect(failure?.code == .killed)
        #expect(try await !server.run("/nowhere/job.json", grids: "/", seconds: 3600).answer.isEmpty)
        try await world.wait { world.family.forked.isEmpty && world.family.server != first }
    }

    @Test(arguments: ["#!/bin/sh\nexit 1\n", "no program\n"])
    func `a server that never begins is the machine's fault, and no job's`(program: String) async throws {
        let folder = try Command.Folder()
        let worker = folder.url.appending(path: "gossan-worker")
        try Data(program.utf8).write(to: worker)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: worker.path)
        let server = WorkerServer(worker: FilePath(worker.path))
        server.prepare()
        for _ in 0..<3 {
            let failure = await #expect(throws: JobFailure.self) {
                try await server.run(FilePath("/nowhere/job.json"), grids: "/", seconds: 60)
            }
            #expect(failure?.code == .unavailable)
        }
    }

    @Test func `a server and its processes hold back no signal, and ignore none`() async throws {
        let world = try World()
        let server = world.server()
        let job = try world.endlessJob()
        let stuck = Task { try await server.run(job, grids: "/", seconds: 3600) }
        try await world.wait { world.family.forked.count == 1 }
        let family = world.family
        for process in try [#require(family.server), #require(family.forked.first)] {
            let status = World.text("\(process)/status")
            for what in ["SigBlk:", "SigIgn:"] {
                let line = try #require(status.split(separator: "\n").first { $0.hasPrefix(what) })
                // 32 and 33 are the C library's own.
                let signals = try #require(UInt64(line.split(separator: "\t")[1], radix: 16)) & 0x7FFF_FFFF
                #expect(signals == 0, "\(line)")
            }
        }
        stuck.cancel()
        _ = await stuck.result
    }

    @Test func `nothing is left of a server that nobody holds any more`() async throws {
        let world = try World()
        do {
            let server = world.server()
            _ = try await server.run("/nowhere/job.json", grids: "/", seconds: 3600)
        }
        try await world.wait { world.family.server == nil }
    }

    @Test func `a job's process has no way to speak for the server or for another job`() async throws {
        let world = try World()
        let server = world.server()
        let jobs = [try world.endlessJob(), try world.endlessJob()]
        let stuck = jobs.map { job in Task { try await server.run(job, grids: "/", seconds: 3600) } }
        try await world.wait { world.family.forked.count == 2 }
        func ends(_ process: pid_t) throws -> Set<String> {
            let folder = "/proc/\(process)/fd"
            return Set(
                try FileManager.default.contentsOfDirectory(atPath: folder).compactMap {
                    try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")
                }.filter { $0.hasPrefix("pipe:") || $0.hasPrefix("socket:") })
        }
        let family = world.family
        try #require(family.forked.count == 2)
        let (one, other) = (try ends(family.forked[0]), try ends(family.forked[1]))
        #expect(one.count == 2 && one.isDisjoint(with: other))
        // Of the server's own there are the ends that it reads of both, and the talk with whoever asks.
        let own = try ends(try #require(family.server))
        #expect(own.subtracting(one).subtracting(other).count { $0.hasPrefix("socket:") } == 1)
        stuck.forEach { $0.cancel() }
        for job in stuck { _ = await job.result }
    }
}
