import Foundation
import Logging
import Testing

@testable import Daemon

@Suite struct LogTests {
    @Test func `no name of a file makes a second line on standard error`() {
        let line = StandardErrorHandler.line(
            .info, "accepted a\nerror: forged\u{1B}[2J\u{202E}",
            ["file": "x\ny=\"z\"", "sha256": "ab", "empty": ""])
        #expect(line.hasSuffix("\n"))
        #expect(line.dropLast().allSatisfy { !$0.isNewline })
        #expect(!line.contains("\u{1B}") && !line.contains("\u{202E}"))
        #expect(
            line.hasPrefix(#"info: accepted a\nerror: forged\u{1B}[2J\u{202E} empty="" file="x\ny=\"z\"" sha256=ab"#))
    }

    @Test func `journald gets each value with its length, so that no byte of it begins a field`() throws {
        let bytes = JournaldHandler.encode(
            .warning, "one\nPRIORITY=0\n", ["file": "a\nMESSAGE=forged", "message_id": "00ff"])
        var rest = bytes[...]
        var fields: [String: String] = [:]
        while let end = rest.firstIndex(of: 0x0A) {
            let name = String(decoding: rest[..<end], as: UTF8.self)
            let start = end + 1
            let length = (0..<8).reduce(0) { $0 | Int(rest[start + $1]) << (8 * $1) }
            fields[name] = String(decoding: rest[(start + 8)..<(start + 8 + length)], as: UTF8.self)
            #expect(rest[start + 8 + length] == 0x0A)
            rest = rest[(start + 9 + length)...]
        }
        #expect(
            fields == [
                "MESSAGE": "one\nPRIORITY=0\n", "PRIORITY": "4", "SYSLOG_IDENTIFIER": "gossand",
                "GOSSAN_FILE": "a\nMESSAGE=forged", "MESSAGE_ID": "00ff",
            ])
    }

    @Test func `every kind of message is in the catalog`() throws {
        let catalog = try String(
            contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "../../systemd/gossan.catalog"), encoding: .utf8)
        for id in MessageID.allCases { #expect(catalog.contains("-- \(id.rawValue)\n"), "\(id)") }
    }
}
