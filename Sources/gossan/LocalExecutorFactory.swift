import Daemon
import Jobs

/// The worker of this installation, as a child process.
enum LocalExecutorFactory {
    static func executor(of installation: Installation) -> LocalExecutor {
        LocalExecutor(worker: installation.worker, grids: installation.grids)
    }
}
