import Logging

/// journald's own protocol: a datagram of fields, a value with its length before it, so that no byte of a message or a
/// file's name can make another field or line.
struct JournaldHandler: LogHandler {
    private static let address = "/run/systemd/journal/socket"

    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let fields = metadata.merging(event.metadata ?? [:]) { _, new in new }
        let bytes = Self.encode(event.level, "\(event.message)", fields)
        guard !Datagram.send(bytes, to: Self.address, patience: 1) else { return }
        // journald restarts, or the message is too long for a datagram: standard error goes there as well.
        StandardErrorHandler().log(event: event)
    }

    /// The bytes of one entry.
    static func encode(_ level: Logger.Level, _ message: String, _ fields: Logger.Metadata) -> [UInt8] {
        var bytes: [UInt8] = []
        func add(_ name: String, _ value: String) {
            let value = Array(value.utf8)
            bytes += Array(name.utf8) + [0x0A]
            withUnsafeBytes(of: UInt64(value.count).littleEndian) { bytes += $0 }
            bytes += value + [0x0A]
        }
        add("MESSAGE", message)
        add("PRIORITY", "\(level.priority)")
        add("SYSLOG_IDENTIFIER", "gossand")
        for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
            // A key is the program's own word; only what journald takes is sent.
            let name = key.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
            add(key == "message_id" ? "MESSAGE_ID" : "GOSSAN_\(String(name))", "\(value)")
        }
        return bytes
    }
}
