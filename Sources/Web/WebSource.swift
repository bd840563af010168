/// What the face tells; the daemon answers from its journal.
package protocol WebSource: Sendable {
    func health() async -> HealthAnswer
    func metrics() async -> [Metric]
    func campaigns() async throws -> [CampaignAnswer]
    /// The newest deliveries, newest first; `nil` where there is no such campaign.
    func drops(of campaign: String, limit: Int) async throws -> [DropAnswer]?
    /// The runs, newest first; `nil` where there is no such campaign.
    func runs(of campaign: String, limit: Int) async throws -> [RunAnswer]?
}

/// Whether the daemon does its work.
package struct HealthAnswer: Hashable, Sendable, Encodable {
    package var isHealthy: Bool
    package var version: String
    /// What stands in the way, in words: a full disk, a worker that cannot be run.
    package var problems: [String]

    package init(version: String, problems: [String]) {
        isHealthy = problems.isEmpty
        self.version = version
        self.problems = problems
    }

    private enum CodingKeys: String, CodingKey {
        case isHealthy = "healthy"
        case version, problems
    }
}

/// Where a campaign stands.
package struct CampaignAnswer: Hashable, Sendable, Encodable {
    package var name: String
    /// Deliveries by state.
    package var drops: [String: Int]
    package var waiting: Int
    package var latestRun: String?
    /// ISO 8601.
    package var lastChange: String?

    package init(name: String, drops: [String: Int], waiting: Int, latestRun: String?, lastChange: String?) {
        self.name = name
        self.drops = drops
        self.waiting = waiting
        self.latestRun = latestRun
        self.lastChange = lastChange
    }

    private enum CodingKeys: String, CodingKey {
        case name, drops, waiting
        case latestRun = "latest_run"
        case lastChange = "last_change"
    }
}

/// What became of one delivery.
package struct DropAnswer: Hashable, Sendable, Encodable {
    package var delivery: String
    package var name: String
    package var sha256: String
    package var bytes: Int
    package var state: String
    package var layer: String?
    package var reason: String?
    package var remedy: String?
    package var notes: [String]
    /// ISO 8601.
    package var claimedAt: String
    /// ISO 8601.
    package var updatedAt: String

    package init(
        delivery: String, name: String, sha256: String, bytes: Int, state: String, layer: String?, reason: String?,
        remedy: String?, notes: [String], claimedAt: String, updatedAt: String
    ) {
        self.delivery = delivery
        self.name = name
        self.sha256 = sha256
        self.bytes = bytes
        self.state = state
        self.layer = layer
        self.reason = reason
        self.remedy = remedy
        self.notes = notes
        self.claimedAt = claimedAt
        self.updatedAt = updatedAt
    }

    private enum CodingKeys: String, CodingKey {
        case delivery, name, sha256, bytes, state, layer, reason, remedy, notes
        case claimedAt = "claimed_at"
        case updatedAt = "updated_at"
    }
}

/// One evaluation.
package struct RunAnswer: Hashable, Sendable, Encodable {
    package var name: String
    package var state: String
    /// SHA-256 of its manifest.
    package var manifest: String?
    package var reason: String?
    /// ISO 8601.
    package var startedAt: String
    /// ISO 8601.
    package var finishedAt: String?

    package init(
        name: String, state: String, manifest: String?, reason: String?, startedAt: String, finishedAt: String?
    ) {
        self.name = name
        self.state = state
        self.manifest = manifest
        self.reason = reason
        self.startedAt = startedAt
        self.finishedAt = finishedAt
    }

    private enum CodingKeys: String, CodingKey {
        case name, state, manifest, reason
        case startedAt = "started_at"
        case finishedAt = "finished_at"
    }
}
