import Foundation
import Store
import SystemPackage
import Testing

@Suite struct ContentHashTests {
    @Test func `the hash of abc is the one of FIPS 180-4`() {
        #expect(
            ContentHash.of("abc").hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(ContentHash.of("abc").short == "ba7816bf8f01")
    }

    @Test func `digits read back as the same hash and sort as their text`() throws {
        let hashes = (0..<200).map { ContentHash.of("\($0)") }
        for hash in hashes { #expect(ContentHash(hex: hash.hex) == hash) }
        #expect(hashes.sorted().map(\.hex) == hashes.map(\.hex).sorted())
    }

    @Test(arguments: [
        "", "00", String(repeating: "g", count: 64), String(repeating: "A", count: 64),
        String(repeating: "0", count: 65),
    ])
    func `other text is no hash`(text: String) {
        #expect(ContentHash(hex: text) == nil)
    }

    @Test func `it is one string in JSON and anything else is refused`() throws {
        let hash = ContentHash.of("x")
        let json = try JSONEncoder().encode([hash])
        #expect(String(decoding: json, as: UTF8.self) == "[\"\(hash.hex)\"]")
        #expect(try JSONDecoder().decode([ContentHash].self, from: json) == [hash])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([ContentHash].self, from: Data("[\"short\"]".utf8))
        }
    }

    @Test func `pieces and short reads give the hash of the whole`() throws {
        let folder = try TemporaryFolder()
        let text = String(repeating: "gossan ", count: 1000)
        let file = try folder.write(text, to: "a")
        var hasher = ContentHash.Hasher()
        for start in stride(from: 0, to: 7000, by: 17) {
            hasher.update(Array(Array(text.utf8)[start..<min(start + 17, 7000)]))
        }
        #expect(hasher.finish() == .of(text))
        let faults = Faults(.shortTransfers(13))
        #expect(try ContentHash.of(file: file, in: faults.files) == .of(text))
        #expect(faults.fired > 500)
    }

    @Test func `a link and a folder are refused and not followed`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("secret", to: "a")
        try FileSystem.real.replaceLink(folder.path.appending("link"), target: file)
        for name in ["link", ""] {
            let error = #expect(throws: StoreError.self) {
                try ContentHash.of(file: folder.path.pushing(FilePath(name)))
            }
            #expect(error?.code == .notRegular)
        }
    }

    @Test func `MD5 and SHA-256 checksums agree with their file only`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("abc", to: "a")
        let right = try ["900150983CD24FB0D6963F7D28E17F72", ContentHash.of("abc").hex.uppercased()]
            .map { try #require(Checksum(digits: $0)) }
        for sum in right { #expect(try sum.matches(file: file)) }
        for sum in [try #require(Checksum(digits: String(repeating: "0", count: 32))), .sha256(.of("abd"))] {
            #expect(try !sum.matches(file: file))
        }
        #expect(Checksum(digits: "abc") == nil)
    }
}
