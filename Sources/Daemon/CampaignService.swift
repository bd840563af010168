import Logging
import ServiceLifecycle
import Spool
import Store

/// Keeps one campaign's engine going: hints, timers, and a graceful end.
struct CampaignService: Service {
    private let engine: CampaignEngine
    private let settings: Settings
    private let logger: Logger
    private let time: TimeSource

    init(engine: CampaignEngine, settings: Settings, logger: Logger, time: TimeSource = .system) {
        self.engine = engine
        self.settings = settings
        self.logger = logger
        self.time = time
    }

    /// Looks whenever something happened or a time has come, until it is told to end.
    func run() async throws {
        let watcher = Watcher(engine.spool.incoming)
        if let problem = watcher.problem {
            logger.warning("files are found by listing only: \(problem.reason)")
        }
        defer { watcher.stop() }
        let (wakeups, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let listener = Task {
            for await hint in watcher.hints {
                if case .moved(let from, let to) = hint { await engine.moved(from: from, to: to) }
                bell.yield()
            }
        }
        defer { listener.cancel() }
        bell.yield()
        await withGracefulShutdownHandler {
            var timer: Task<Void, any Error>?
            for await _ in wakeups {
                timer?.cancel()
                let pause = await lookOnce()
                timer = Task {
                    try await Task.sleep(for: pause)
                    bell.yield()
                }
            }
            timer?.cancel()
        } onGracefulShutdown: {
            bell.finish()
        }
    }

    /// One look; how long to wait for the next.
    private func lookOnce() async -> Duration {
        do {
            let outlook = try await engine.look()
            guard let next = outlook.lookAgain else { return settings.rescan }
            return max(.milliseconds(50), min(settings.rescan, next - time.elapsed()))
        } catch {
            logger.error("\(error)")
            return settings.rescan
        }
    }
}
