import Glibc
import Logging
import Store

/// A log of lines on standard error: level, message, then fields. Nothing in a message can begin another line.
struct StandardErrorHandler: LogHandler {
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let bytes = Array(Self.line(event.level, event.message, merged(event)).utf8)
        // Where standard error is closed there is nobody left to tell.
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }

    /// The line of an event, its end included.
    static func line(_ level: Logger.Level, _ message: Logger.Message, _ fields: Logger.Metadata) -> String {
        let tail = fields.sorted { $0.key < $1.key }.map { " \($0.key)=\(quoted("\($0.value)"))" }.joined()
        return "\(level): \(FileName.escaped(Array("\(message)".utf8)))\(tail)\n"
    }

    private static func quoted(_ value: String) -> String {
        let escaped = FileName.escaped(Array(value.utf8))
        let isPlain = !escaped.isEmpty && escaped.utf8.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "\"") }
        return isPlain
            ? escaped
            : "\"\(escaped.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\""))\""
    }

    private func merged(_ event: LogEvent) -> Logger.Metadata {
        metadata.merging(event.metadata ?? [:]) { _, new in new }
    }
}
