import Dispatch
import FoundationEssentials
import Glibc
import Journal
import Spool
import Store
import SystemPackage
import Web

/// What the daemon tells over HTTP, from its journals and figures.
struct DaemonFace: WebSource {
    let keeper: CampaignKeeper
    let tally: Tally
    let heartbeat: Heartbeat
    private let started = TimeSource.system.elapsed()

    init(keeper: CampaignKeeper, tally: Tally, heartbeat: Heartbeat) {
        self.keeper = keeper
        self.tally = tally
        self.heartbeat = heartbeat
    }

    func health() async -> HealthAnswer {
        let silent = heartbeat.silent.map { "\($0) makes no progress" }
        return HealthAnswer(version: Version.current, problems: await keeper.problems + silent)
    }

    func metrics() async -> [Metric] {
        let usage = ProcessUsage.now()
        let free = await keeper.open.map { name, engine in
            Metric.Sample(
                Double(ProcessUsage.freeBytes(engine.spool.incoming.string)), labels: ["campaign": name])
        }
        return tally.metrics + [
            Metric("gossan_up", .gauge, "Whether all is well", [.init(await keeper.problems.isEmpty ? 1 : 0)]),
            Metric("gossan_spool_free_bytes", .gauge, "Room left for drops", free),
            Metric("process_resident_memory_bytes", .gauge, "Resident memory", [.init(Double(usage.residentBytes))]),
            Metric("process_open_fds", .gauge, "Open descriptors", [.init(Double(usage.descriptors))]),
        ]
    }

    func campaigns() async throws -> [CampaignAnswer] {
        var answers: [CampaignAnswer] = []
        for (name, engine) in await keeper.open {
            let summary = try await engine.journal.statusSummary().first { $0.campaign == name }
            let latest = try await engine.journal.runs(of: name).last { $0.state == .published }
            answers.append(
                CampaignAnswer(
                    name: name, drops: summary?.drops ?? [:], waiting: tally.incoming(of: name),
                    latestRun: latest?.name, lastChange: (summary?.lastChange).map(Self.text)))
        }
        return answers
    }

    func drops(of campaign: String, limit: Int) async throws -> [DropAnswer]? {
        guard let engine = await keeper.open.first(where: { $0.name == campaign })?.engine else { return nil }
        return try await engine.journal.latestDrops(of: campaign, limit: limit).map { drop in
            DropAnswer(
                delivery: drop.delivery, name: drop.display, sha256: drop.sha, bytes: drop.size, state: drop.state,
                layer: drop.layer, reason: drop.reason, remedy: drop.remedy, notes: drop.notes,
                claimedAt: Self.text(drop.claimedAt), updatedAt: Self.text(drop.updatedAt))
        }
    }

    func runs(of campaign: String, limit: Int) async throws -> [RunAnswer]? {
        guard let engine = await keeper.open.first(where: { $0.name == campaign })?.engine else { return nil }
        return try await engine.journal.runs(of: campaign).suffix(limit).reversed().map { run in
            RunAnswer(
                name: run.name, state: run.state.rawValue, manifest: run.manifest, reason: run.reason,
                startedAt: Self.text(run.startedAt), finishedAt: run.finishedAt.map(Self.text))
        }
    }

    private static func text(_ date: Date) -> String { date.formatted(.iso8601) }
}

/// What this process uses.
struct ProcessUsage: Sendable {
    var residentBytes: Int
    var descriptors: Int

    /// As /proc tells; zero where it cannot be read.
    static func now() -> ProcessUsage {
        let files = FileSystem.real
        var resident = 0
        var descriptors = 0
        do {
            // The file has no length of its own, so that it is read to its end.
            let words = String(decoding: try files.contents(of: "/proc/self/statm", atMost: 4096), as: UTF8.self)
                .split(separator: " ")
            if words.count > 1, let pages = Int(words[1]) { resident = pages * Int(sysconf(Int32(_SC_PAGESIZE))) }
            descriptors = try files.names(in: "/proc/self/fd").count
        } catch {
            return ProcessUsage(residentBytes: resident, descriptors: descriptors)
        }
        return ProcessUsage(residentBytes: resident, descriptors: descriptors)
    }

    /// Bytes that this user may still write below a path; zero where it cannot be asked.
    static func freeBytes(_ path: String) -> Int {
        var found = statvfs()
        guard statvfs(path, &found) == 0 else { return 0 }
        return Int(found.f_bavail) * Int(found.f_frsize)
    }
}
