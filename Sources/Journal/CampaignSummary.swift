package import FoundationEssentials

/// Where a campaign stands: the figures of `gossan status`.
package struct CampaignSummary: Hashable, Sendable {
    package var campaign: String
    /// Deliveries by the spool's word for their state.
    package var drops: [String: Int]
    /// When a delivery last changed its state.
    package var lastChange: Date?
    /// The run that started last.
    package var lastRun: RunRecord?
}
