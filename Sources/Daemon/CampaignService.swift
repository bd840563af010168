import Campaign
import Jobs
import Logging
import Spool
import Store
import SystemPackage

/// Keeps one campaign's engine going until its task is cancelled: hints, timers, back-off, heartbeat.
struct CampaignService: Sendable {
    private let engine: CampaignEngine
    private let settings: Settings
    private let logger: Logger
    private let time: TimeSource
    private let heartbeat: Heartbeat
    private let seen: @Sendable (Intake.Outlook) -> Void
    private let wakeups: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation

    /// A lane may be late by this beyond what it announced: a busy machine is no hang.
    static let patience: Duration = .seconds(120)

    init(
        engine: CampaignEngine, settings: Settings, logger: Logger, heartbeat: Heartbeat, time: TimeSource = .system,
        seen: @escaping @Sendable (Intake.Outlook) -> Void
    ) {
        self.engine = engine
        self.settings = settings
        self.logger = logger
        self.heartbeat = heartbeat
        self.time = time
        self.seen = seen
        (wakeups, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// Looks at the spool soon, whatever the timers say.
    func ring() { bell.yield() }

    /// Looks whenever something happened or a time has come. Throws only what must end the daemon.
    func run() async throws {
        let lane = "campaign \(engine.campaign.name)"
        defer { heartbeat.end(lane) }
        var watcher = Watcher(engine.spool.incoming)
        if let problem = watcher.problem {
            logger.warning("files are found by listing only: \(problem.reason); \(problem.remedy)")
        }
        var listener = listen(to: watcher)
        defer {
            watcher.stop()
            listener.cancel()
        }
        var backoff = Backoff()
        var timer: Task<Void, any Error>?
        defer { timer?.cancel() }
        bell.yield()
        for await _ in wakeups {
            timer?.cancel()
            if Task.isCancelled { return }
            heartbeat.beat(lane, next: .seconds(settings.limits.seconds) + Self.patience)
            let pause = try await look(&backoff)
            if watcher.isGone || watcher.problem != nil {
                // The directory was removed or unmounted and may be there again: watch the new one.
                watcher.stop()
                listener.cancel()
                watcher = Watcher(engine.spool.incoming)
                listener = listen(to: watcher)
            }
            heartbeat.beat(lane, next: pause + Self.patience)
            timer = Task {
                try await Task.sleep(for: pause)
                bell.yield()
            }
        }
    }

    private func listen(to watcher: Watcher) -> Task<Void, Never> {
        Task {
            for await hint in watcher.hints {
                switch hint {
                case .moved(let from, let to): await engine.moved(from: from, to: to)
                case .closed(let name): await engine.closed(name)
                case .changed, .overflow, .gone: break
                }
                bell.yield()
            }
        }
    }

    /// One look; how long to wait for the next.
    private func look(_ backoff: inout Backoff) async throws -> Duration {
        do {
            let outlook = try await engine.look()
            backoff.succeeded("look")
            seen(outlook)
            guard let next = outlook.lookAgain else { return settings.rescan }
            return max(.milliseconds(50), min(settings.rescan, next - time.elapsed()))
        } catch {
            switch Fault(error) {
            case .stopped: return settings.rescan
            case .fatal: throw error
            case .machine:
                logger.warning("tried again: \(error)", metadata: ["message_id": .id(.trouble)])
                var outlook = Intake.Outlook()
                outlook.troubles = ["\(error)"]
                seen(outlook)
                return backoff.failed("look", at: time.elapsed()) - time.elapsed()
            }
        }
    }
}
