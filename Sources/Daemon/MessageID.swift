/// The kinds of log entries that an administrator may look for: `journalctl MESSAGE_ID=...`, explained in the catalog.
enum MessageID: String, CaseIterable, Sendable {
    case accepted = "5b1f6f0d8a4c4f5c9d3e0a6c1b7d2e01"
    case rejected = "5b1f6f0d8a4c4f5c9d3e0a6c1b7d2e02"
    case duplicate = "5b1f6f0d8a4c4f5c9d3e0a6c1b7d2e03"
    case incomplete = "5b1f6f0d8a4c4f5c9d3e0a6c1b7d2e04"
    case trouble = "5b1f6f0d8a4c4f5c9d3e0a6c1b7d2e05"
    case readerDied = "5b1f6f0d8a4c4f5c9d3e0a6c1b7d2e06"
    case published = "5b1f6f0d8a4c4f5c9d3e0a6c1b7d2e07"
    case runFailed = "5b1f6f0d8a4c4f5c9d3e0a6c1b7d2e08"
    case journalReplaced = "5b1f6f0d8a4c4f5c9d3e0a6c1b7d2e09"
    case configurationKept = "5b1f6f0d8a4c4f5c9d3e0a6c1b7d2e0a"
}
