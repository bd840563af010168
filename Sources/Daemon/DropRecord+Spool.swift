import Journal
import Spool
import Store

// The journal and the spool do not know each other; here is where their words meet.
extension DropRecord {
    /// A claimed drop without a verdict.
    init(_ drop: ClaimedDrop) {
        self.init(
            campaign: drop.campaign, delivery: drop.delivery, sha: drop.identity.hex,
            name: drop.parts.first?.originalName?.bytes ?? [], display: drop.displayName, size: drop.size,
            state: DropState.claimed.rawValue, claimedAt: drop.claimedAt,
            parts: drop.parts.map { part in
                Part(
                    name: part.originalName?.bytes ?? [], display: part.originalName?.display ?? part.file,
                    file: part.file, sha: part.sha256.hex, size: part.size)
            })
    }

    /// A drop with its verdict, as its status file tells it.
    init(_ status: DropStatus) {
        self.init(status.drop)
        state = status.state.rawValue
        verdict =
            switch status.state {
            case .accepted: .accepted
            case .rejected: .rejected
            case .duplicate: .duplicate
            case .incoming, .settled, .claimed, .examining: nil
            }
        layer = status.layer
        contents = (status.contents ?? []).map { content in
            Content(
                layer: content.layer, sha: content.identity.hex, path: content.path,
                files: content.files.map { .init(display: $0.name, sha: $0.sha256.hex) }, notes: content.notes)
        }
        reason = status.rejection?.what
        place = status.rejection?.place
        remedy = status.rejection?.remedy
        notes = status.notes
        duplicateOf = status.duplicateOf
        updatedAt = status.decidedAt
    }
}
