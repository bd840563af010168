/// The end of what a worker's libraries print on standard error: kept as one short line, so that a file which makes a
/// library chatter fills neither memory nor the log.
package enum LastWords {
    /// How many bytes of it are kept.
    package static let limit = 400

    /// The last line that says something, printable ASCII only.
    static func line(_ bytes: [UInt8]) -> String {
        let lines = bytes.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        guard let last = lines.last(where: { line in line.contains { $0 > 0x20 } }) else { return "" }
        return String(decoding: last.map { (0x20..<0x7F).contains($0) ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
    }
}
