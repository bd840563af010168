import CHeap
import Logging
import ServiceLifecycle
import UnixSignals
import Web

/// SIGHUP: the configuration is read anew and every spool listed.
struct ReloadService: Service {
    let keeper: CampaignKeeper

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await _ in await UnixSignalsSequence(trapping: .sighup) { await keeper.reload() }
        }
    }
}

/// Keeps what a busy hour took from being held for ever: the C library gives memory back only where nothing above it is in
/// use, in each of eight pools a processor.
struct MemoryService: Service {
    private static let interval: Duration = .seconds(60)

    /// Fewer pools from now on; called before work begins.
    static func start() { heap_pools(2) }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while true {
                do { try await Task.sleep(for: Self.interval) } catch { return }
                heap_give_back()
            }
        }
    }
}

/// Tells the service manager that the daemon lives, as long as every lane makes progress.
struct WatchdogService: Service {
    let manager: ServiceManager
    let heartbeat: Heartbeat
    let logger: Logger

    func run() async throws {
        guard let interval = manager.watchdog else {
            try await gracefulShutdown()
            return
        }
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let silent = heartbeat.silent
                if silent.isEmpty {
                    manager.alive()
                } else {
                    logger.critical("no progress: \(silent.joined(separator: ", "))")
                }
                do { try await Task.sleep(for: interval / 3) } catch { return }
            }
        }
    }
}

/// The HTTP face; what keeps it from listening is told as the daemon's own error.
struct FaceService: Service {
    let face: WebFace

    func run() async throws {
        do {
            try await face.run()
        } catch is CancellationError {
            return
        } catch {
            throw DaemonError(
                code: .unavailable, path: "", reason: "the HTTP face cannot listen: \(error)",
                remedy: "see 'listen' in gossan.yaml, and which program holds that address")
        }
    }
}
