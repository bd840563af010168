import Journal
import Store

extension CampaignEngine.Event {
    /// One line for a log; names from files are escaped by the spool.
    package var line: String {
        switch self {
        case .verdict(let drop):
            let why = [drop.reason, drop.remedy].compactMap(\.self).joined(separator: "; ")
            let about = drop.verdict == .rejected ? why : drop.notes.joined(separator: "; ")
            return "\(drop.verdict?.rawValue ?? drop.state) \(drop.display)"
                + (drop.layer.map { " for \($0)" } ?? "") + (about.isEmpty ? "" : ": \(about)")
        case .progress(let progress): return "\(progress.done) of \(progress.total): \(progress.job)"
        case .waiting(let missing): return missing.joined(separator: "; ")
        case .published(let run, let directory): return "published run \(run) in \(directory)"
        case .journalReplaced(let why): return "the journal was damaged and is rebuilt from the spool: \(why)"
        }
    }
}
