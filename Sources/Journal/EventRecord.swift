package import FoundationEssentials

/// Something that happened and that a person may ask about later.
package struct EventRecord: Hashable, Sendable {
    package var at: Date
    package var campaign: String
    /// What it happened to: a delivery or a run.
    package var subject: String
    /// A word such as `claimed` or `published`.
    package var kind: String
    package var detail: String

    package init(at: Date, campaign: String, subject: String, kind: String, detail: String = "") {
        self.at = at
        self.campaign = campaign
        self.subject = subject
        self.kind = kind
        self.detail = detail
    }
}
