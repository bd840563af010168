import FoundationEssentials
import Glibc
import Jobs
import Operations
import Plan
import Store
import SystemPackage

/// Looks at an installation and a campaign for what would keep them from working.
package enum InstallationCheck {
    /// One thing that was looked at.
    package struct Finding: Sendable, Encodable {
        package var what: String
        package var isRight: Bool
        package var remedy: String
    }

    /// All findings, in the order in which things depend on each other.
    package static func all(campaign directory: String?) async -> [Finding] {
        var findings: [Finding] = []
        func right(_ what: String) { findings.append(Finding(what: what, isRight: true, remedy: "")) }
        func wrong(_ error: any Error) {
            findings.append(Finding(what: Complaint(error).lines.joined(separator: " "), isRight: false, remedy: ""))
        }
        do {
            let installation = try Installation.current()
            right("worker \(installation.worker.string)")
            let executor = LocalExecutor(worker: installation.worker, grids: installation.grids)
            let catalog = try await executor.catalog()
            right("\(catalog.operations.count) operations")
            for mismatch in RunPlan.mismatches(in: catalog) {
                findings.append(
                    Finding(
                        what: mismatch, isRight: false,
                        remedy: "install gossan and gossan-worker of the same version"))
            }
            findings += grids(of: installation)
            findings.append(try await sandbox(executor, catalog))
            guard let directory else { return findings }
            let here = FilePath(FileManager.default.currentDirectoryPath)
            let site = CampaignSite(directory: here.pushing(FilePath(directory)).lexicallyNormalized())
            let opening = try CampaignOpening(site, catalog: catalog, installation: installation)
            right("campaign \(opening.name): \(site.campaignFile.string)")
            for place in [site.spool, site.out, site.state] { findings.append(try space(at: place)) }
        } catch {
            wrong(error)
        }
        return findings
    }

    private static func grids(of installation: Installation) -> [Finding] {
        let isThere = FileStatusQuery().exists(installation.grids)
        return [
            Finding(
                what: "grids \(installation.grids.string)", isRight: isThere,
                remedy: isThere ? "" : "install the folder Grids: without it no datum-shift grid is found")
        ]
    }

    /// Whether the worker can confine itself: it says so in the report of any job.
    private static func sandbox(_ executor: LocalExecutor, _ catalog: Catalog) async throws -> Finding {
        let files = FileSystem.real
        let place = FilePath(FileManager.default.temporaryDirectory.path).appending("gossan-doctor-\(getpid())")
        try files.removeAll(place)
        try files.makeDirectories(place)
        defer {
            // A folder in the temporary directory is no reason to fail.
            do { try files.removeAll(place) } catch {}
        }
        let operation = try catalog.operation("probe")
        let report = try await executor.run(
            Job(
                id: "doctor", operation: operation.name, parameters: try operation.resolve([:]), inputs: [:], grid: nil,
                output: place.string, limits: .init()))
        let refused = report.facts.values.count { $0.hasPrefix("refused") }
        return Finding(
            what:
                "sandboxed worker with GDAL \(report.facts["GDAL"] ?? "unknown"): \(refused) things tried and refused",
            isRight: report.notes.isEmpty,
            remedy: report.notes.joined(separator: "; "))
    }

    /// Free space where a campaign writes; a gibibyte is little for rasters.
    private static func space(at path: FilePath) throws -> Finding {
        var place = path
        while !FileStatusQuery().exists(place), place.removeLastComponent() {}
        var found = statvfs()
        guard statvfs(place.string, &found) == 0 else {
            return Finding(what: "\(path.string): its disk cannot be asked", isRight: false, remedy: "check the mount")
        }
        let free = Double(found.f_bavail) * Double(found.f_frsize) / 1_073_741_824
        let text = "\((free * 10).rounded() / 10) GiB free at \(path.string)"
        return Finding(what: text, isRight: free >= 1, remedy: free >= 1 ? "" : "free some space")
    }
}
