import Store
import SystemPackage
import Testing

@Suite struct FileNameTests {
    @Test func `what can name no file is none`() {
        for bytes: [UInt8] in [
            [], [0x2E], [0x2E, 0x2E], [0x61, 0], [0x61, 0x2F], Array(repeating: 0x61, count: 256),
        ] {
            #expect(FileName(bytes: bytes) == nil)
        }
        #expect(FileName(bytes: Array(repeating: 0x61, count: 255)) != nil)
    }

    @Test func `any name comes back from its encoding, which is plain and never hidden`() throws {
        var state: UInt64 = 7
        for _ in 0..<2000 {
            var bytes: [UInt8] = []
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            for _ in 0...(state >> 58) {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes.append(UInt8(truncatingIfNeeded: state >> 33))
            }
            guard let name = FileName(bytes: bytes) else { continue }
            #expect(FileName(encoded: name.encoded) == name)
            #expect(name.encoded.first != ".")
            #expect(name.encoded.unicodeScalars.allSatisfy { $0.isASCII && $0 != " " && $0 != "/" })
            #expect(name.display.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
        }
    }

    @Test func `line ends, direction marks and broken UTF-8 are escaped for people`() throws {
        let name = try #require(FileName(bytes: Array("a\nb\u{202E}c\u{7}é\\".utf8) + [0xFF]))
        #expect(name.display == #"a\nb\u{202E}c\u{7}é\\\xFF"#)
    }

    @Test func `an ending fits and cuts no character in two`() throws {
        for count in 120...127 {
            let name = try #require(FileName(String(repeating: "é", count: count)))
            let longer = name.appending(".reason.txt")
            #expect(longer.bytes.count <= 255)
            #expect(longer.display.hasSuffix("é.reason.txt"))
        }
        let name = try #require(FileName(String(repeating: "a", count: 255)))
        #expect(name.appending("~2").bytes.count == 255)
    }

    @Test func `a name of any bytes goes to the disk and back`() throws {
        let folder = try TemporaryFolder()
        let names = try [
            [0x0A], [0xFF, 0xFE], Array("\u{202E}fit.exe".utf8), Array(repeating: 0x62, count: 255),
            Array(" -rf *".utf8), Array("a\\b".utf8),
        ].map { try #require(FileName(bytes: $0 as [UInt8])) }
        for name in names { try FileSystem.real.create(folder.path.appending(name), name.bytes) }
        #expect(try FileSystem.real.names(in: folder.path) == names.sorted())
        for name in names {
            let path = folder.path.appending(name)
            #expect(path.name == name)
            #expect(try FileSystem.real.contents(of: path, atMost: 255) == name.bytes)
        }
    }
}
