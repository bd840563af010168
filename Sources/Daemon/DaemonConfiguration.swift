import Campaign
import FoundationEssentials
import Jobs
import Spool
import Store
import SystemPackage
import Web

/// What the daemon serves and how: one campaign's directory with a laptop's defaults, or a server's file.
package struct DaemonConfiguration: Sendable {
    /// Where it comes from; read again at each reload.
    package enum Source: Sendable, Hashable {
        case campaign(directory: String, settings: Settings)
        /// `/etc/gossan/gossan.yaml`, or another.
        case file(String)
    }

    var sites: [CampaignSite]
    var settings: Settings
    /// `nil` answers only on sockets that the service manager hands over.
    var listener: Listener?
    var hosts: HostRule

    private static let fileLimit = 1 << 20

    /// The configuration as it stands now.
    init(_ source: Source) throws {
        switch source {
        case .campaign(let directory, let settings):
            let here = FilePath(FileManager.default.currentDirectoryPath)
            self.init(
                sites: [CampaignSite(directory: here.pushing(FilePath(directory)).lexicallyNormalized())],
                settings: settings, listener: nil, hosts: HostRule())
        case .file(let path):
            let bytes: [UInt8]
            do {
                bytes = try FileSystem.real.contents(of: FilePath(path), atMost: Self.fileLimit)
            } catch {
                throw DaemonError(
                    code: .configuration, path: path, reason: "it cannot be read: \(error.reason)",
                    remedy: "write it, or name another with --config")
            }
            self.init(try ServerFile.read(String(decoding: bytes, as: UTF8.self), file: path))
        }
    }

    private init(sites: [CampaignSite], settings: Settings, listener: Listener?, hosts: HostRule) {
        self.sites = sites
        self.settings = settings
        self.settings.lanes = DescriptorLimit.lanes(
            settings.lanes, campaigns: sites.count, limit: DescriptorLimit.current)
        self.listener = listener
        self.hosts = hosts
    }

    private init(_ file: ServerFile) {
        let sites = file.campaigns.map { directory in
            let home = FilePath(directory)
            let name = home.lastComponent?.string ?? "campaign"
            return CampaignSite(
                directory: home, spool: file.spool.map { FilePath($0) }, out: file.out.map { FilePath($0) },
                state: file.state.map { FilePath($0).appending(name) })
        }
        let lanes = file.workers ?? ProcessInfo.processInfo.activeProcessorCount
        let listener: Listener? =
            switch file.listen {
            case .tcp(let host, let port): .tcp(host: host, port: port)
            case .unix(let path): .unix(path: path)
            case nil: nil
            }
        self.init(
            sites: sites,
            settings: Settings(
                rules: .init(
                    quiet: .milliseconds(Int(file.quietTime * 1000)), stall: .milliseconds(Int(file.stallTime * 1000))),
                rescan: .milliseconds(Int(file.rescan * 1000)),
                limits: .init(memoryBytes: file.workerMemory, seconds: file.workerSeconds), lanes: max(1, lanes)),
            listener: listener, hosts: HostRule(additional: file.webHosts))
    }
}
