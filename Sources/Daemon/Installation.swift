package import SystemPackage

/// Where the parts of this installation lie: the worker and the grids, beside the program or in the system's places.
package struct Installation: Sendable {
    package let worker: FilePath
    /// Analysis-grid definitions, datum-shift and geoid grids.
    package let grids: FilePath
    /// Sample campaigns.
    package let samples: FilePath
    /// Deposit models that a campaign can start from.
    package let templates: FilePath

    /// Finds them from the path of the running program. `exists` answers for a path.
    package init(program: FilePath, exists: (FilePath) -> Bool) throws(DaemonError) {
        let folder = program.removingLastComponent()
        let workers = [folder.appending("gossan-worker"), "/usr/libexec/gossan/gossan-worker"]
        guard let worker = workers.first(where: exists) else {
            throw DaemonError(
                code: .unavailable, path: workers[0].string, reason: "the program gossan-worker is not there",
                remedy: "install it beside \(program.lastComponent?.string ?? "gossan")")
        }
        self.worker = worker
        // .build/release/gossan lies three levels below the checkout.
        var ancestors: [FilePath] = []
        var ancestor = folder
        for _ in 0..<4 where ancestor.removeLastComponent() { ancestors.append(ancestor) }
        let share = (ancestors + ["/usr/share/gossan"]).first { exists($0.appending("Grids")) } ?? "/usr/share/gossan"
        grids = share.appending("Grids")
        samples = share.appending("Samples")
        templates = share.appending("Templates")
    }

    /// The installation that this process belongs to.
    package static func current() throws(DaemonError) -> Installation {
        let files = FileStatusQuery()
        guard let program = files.target(of: "/proc/self/exe") else {
            throw DaemonError(
                code: .unavailable, path: "/proc/self/exe", reason: "the program's own path cannot be read",
                remedy: "mount /proc")
        }
        return try Installation(program: program, exists: files.exists)
    }
}
