import Journal
import Logging
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
        case .failed(let reason): return "no run: \(reason)"
        case .journalReplaced(let why): return "the journal was damaged and is rebuilt from the spool: \(why)"
        case .intake(let notice): return notice.line
        }
    }

    /// How much it matters.
    var level: Logger.Level {
        switch self {
        case .verdict, .waiting, .published: .info
        case .progress: .debug
        case .failed, .journalReplaced: .error
        case .intake(.examining), .intake(.verdict): .debug
        case .intake(.incomplete): .notice
        case .intake(.trouble), .intake(.readerDied): .warning
        }
    }

    /// The fields beside the line.
    var fields: Logger.Metadata {
        switch self {
        case .verdict(let drop): return drop.fields
        case .published(let run, _): return ["message_id": .id(.published), "run": "\(run)"]
        case .failed: return ["message_id": .id(.runFailed)]
        case .journalReplaced: return ["message_id": .id(.journalReplaced)]
        case .intake(.incomplete(let name, let missing)):
            return ["message_id": .id(.incomplete), "drop": "\(name)", "missing": "\(missing)"]
        case .intake(.trouble(let name, _)): return ["message_id": .id(.trouble), "drop": "\(name)"]
        case .intake(.readerDied(let name, let sha, let reason)):
            return ["message_id": .id(.readerDied), "drop": "\(name)", "sha256": "\(sha)", "reason": "\(reason)"]
        case .progress, .waiting, .intake: return [:]
        }
    }
}

extension IntakeNotice {
    fileprivate var line: String {
        switch self {
        case .verdict(let drop): "\(drop.verdict?.rawValue ?? drop.state) \(drop.display)"
        case .incomplete(let name, let missing): "\(name) waits for \(missing)"
        case .trouble(let name, let reason): "\(name) is tried again: \(reason)"
        case .readerDied(let name, _, let reason): "the reader of \(name) ended: \(reason)"
        case .examining(let name): "reading \(name)"
        }
    }
}

extension DropRecord {
    fileprivate var fields: Logger.Metadata {
        var fields: Logger.Metadata = ["drop": "\(delivery)", "sha256": "\(sha)", "file": "\(display)"]
        if let verdict {
            fields["verdict"] = "\(verdict.rawValue)"
            fields["message_id"] =
                switch verdict {
                case .accepted: .id(.accepted)
                case .rejected: .id(.rejected)
                case .duplicate: .id(.duplicate)
                }
        }
        if let reason { fields["reason"] = "\(reason)" }
        if let layer { fields["layer"] = "\(layer)" }
        return fields
    }
}

extension Logger.MetadataValue {
    static func id(_ id: MessageID) -> Self { .string(id.rawValue) }
}
