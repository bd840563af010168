import Archive
import Testing

@Suite struct UnpackingTests {
    private func unpack(
        _ kind: ArchiveKind, _ bytes: [UInt8], _ limits: ArchiveLimits = .init(), into kept: inout Kept
    ) throws {
        var source = Bytes(bytes: bytes)
        _ = try Unpacking.unpack(kind, &source, limits: limits, into: &kept)
    }

    private func unpacked(_ kind: ArchiveKind, _ script: String) throws -> [String: [UInt8]] {
        var kept = Kept()
        try unpack(kind, Packing.pack(script), into: &kept)
        return kept.files
    }

    /// The error that an archive gives, and that nothing was written before it.
    private func refusal(
        _ kind: ArchiveKind, _ script: String, _ limits: ArchiveLimits = .init(), hasWritten: Bool = false
    ) throws -> ArchiveError {
        let bytes = try Packing.pack(script)
        var kept = Kept()
        let error = try #require(throws: ArchiveError.self) { try unpack(kind, bytes, limits, into: &kept) }
        #expect(hasWritten || kept.files.isEmpty, "\(script)")
        #expect(!error.reason.isEmpty && !error.remedy.isEmpty)
        return error
    }

    private let text = Array("x,y\n1,2\n".utf8)

    @Test func `what Python packs comes out byte for byte, folders and large entries too`() throws {
        let entries = "[('a.csv', b'x,y\\n1,2\\n'), ('north/b.bin', bytes(range(256)) * 4000), ('north/empty', b'')]"
        let large = (0..<4000).flatMap { _ in (0...255).map { UInt8($0) } }
        for (kind, script) in [
            (ArchiveKind.zip, "zipped(\(entries))"), (.zip, "zipped(\(entries), zipfile.ZIP_STORED)"),
            (.tar, "tarred(\(entries))"), (.tar, "tarred(\(entries), form=tarfile.GNU_FORMAT)"),
            (.tar, "tarred(\(entries), form=tarfile.USTAR_FORMAT)"), (.gzippedTar, "tarred(\(entries), 'w:gz')"),
        ] {
            let files = try unpacked(kind, script)
            #expect(files == ["a.csv": text, "north/b.bin": large, "north/empty": []], "\(script)")
        }
    }

    @Test func `long names of pax and GNU, and names in UTF-8, are read`() throws {
        let name = String(repeating: "survey-of-the-north/", count: 10) + "tmi-größe.tif"
        for form in ["PAX_FORMAT", "GNU_FORMAT"] {
            let files = try unpacked(.tar, "tarred([('\(name)', b'x')], form=tarfile.\(form))")
            #expect(files == [name: [UInt8(ascii: "x")]])
        }
        #expect(try unpacked(.zip, "zipped([('\(name)', b'x')])").keys.first == name)
    }

    @Test func `a zip that was written as a stream, and one with wide numbers, are read`() throws {
        let streamed = """
            class Stream(io.RawIOBase):
                def writable(self): return True
                def write(self, data): return out.write(bytes(data))
            with zipfile.ZipFile(Stream(), 'w', zipfile.ZIP_DEFLATED) as archive:
                archive.writestr('a.csv', b'x,y\\n1,2\\n')
            """
        #expect(try unpacked(.zip, streamed) == ["a.csv": text])
        let wide = """
            with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as archive:
                with archive.open('a.csv', 'w', force_zip64=True) as entry: entry.write(b'x,y\\n1,2\\n')
            """
        #expect(try unpacked(.zip, wide) == ["a.csv": text])
    }

    @Test func `gzip streams one after another are one archive`() throws {
        let script = """
            plain = io.BytesIO()
            with tarfile.open(fileobj=plain, mode='w') as archive:
                info = tarfile.TarInfo('a.csv'); info.size = 8
                archive.addfile(info, io.BytesIO(b'x,y\\n1,2\\n'))
            data = plain.getvalue()
            out.write(gzip.compress(data[:700]) + gzip.compress(data[700:]))
            """
        #expect(try unpacked(.gzippedTar, script) == ["a.csv": text])
    }

    @Test func `paths that lead out, and names that no program should see, are refused before a byte is written`()
        throws
    {
        for name in [
            "../a", "b/../../a", "/etc/a", "a\\\\b", "a\\nb", "a\\x1b[2J", "a\\u202eb",
            "n" + "/n" + String(repeating: "/n", count: 20),
        ] {
            for (kind, call) in [(ArchiveKind.zip, "zipped"), (.tar, "tarred")] {
                let script = "\(call)([('good.csv', b'1'), ('\(name)', b'2')])"
                #expect(try refusal(kind, script).code == .forbidden, "\(script)")
            }
        }
    }

    @Test func `links, devices and FIFOs are refused`() throws {
        for kind in ["SYMTYPE", "LNKTYPE", "CHRTYPE", "BLKTYPE", "FIFOTYPE"] {
            #expect(try refusal(.tar, "special('a.tif', tarfile.\(kind), '/etc/passwd')").code == .forbidden)
        }
        let link = """
            info = zipfile.ZipInfo('a.tif'); info.create_system = 3; info.external_attr = 0o120777 << 16
            with zipfile.ZipFile(out, 'w') as archive: archive.writestr(info, b'/etc/passwd')
            """
        #expect(try refusal(.zip, link).reason == "it is a link")
    }

    @Test func `a bomb is refused by what it says of itself, before a byte is written`() throws {
        for (kind, script) in [
            (ArchiveKind.zip, "zipped([('a.tif', bytes(1 << 27))])"),
            (.gzippedTar, "tarred([('a.tif', bytes(1 << 27))], 'w:gz')"),
        ] {
            #expect(try refusal(kind, script).code == .tooLarge, "\(script)")
        }
        let many = "([(f'{i}', b'') for i in range(101)])"
        for (kind, call) in [(ArchiveKind.zip, "zipped"), (.tar, "tarred")] {
            #expect(try refusal(kind, call + many, .init(entries: 100)).code == .tooLarge)
            #expect(try refusal(kind, "\(call)([('a', bytes(2000))])", .init(bytes: 1999)).code == .tooLarge)
        }
    }

    @Test func `a bomb that lies about its size is stopped where its lie ends`() throws {
        let script = """
            zipped([('a.tif', bytes(1 << 20))])
            data = bytearray(out.getvalue())
            place = data.rindex(b'PK\\x01\\x02')
            data[place + 24:place + 28] = struct.pack('<I', 1000)
            out.seek(0); out.truncate(); out.write(data)
            """
        var kept = Kept()
        let bytes = try Packing.pack(script)
        let error = try #require(throws: ArchiveError.self) { try unpack(.zip, bytes, into: &kept) }
        #expect(error.code == .damaged)
        #expect(kept.written <= 1000)
    }

    @Test func `entries that lie upon each other are refused`() throws {
        let script = """
            zipped([('a.tif', b'1' * 1000), ('b.tif', b'2' * 1000)])
            data = bytearray(out.getvalue())
            first = data.index(b'PK\\x01\\x02'); second = data.index(b'PK\\x01\\x02', first + 1)
            data[second + 42:second + 46] = data[first + 42:first + 46]
            out.seek(0); out.truncate(); out.write(data)
            """
        #expect(try refusal(.zip, script).code == .forbidden)
    }

    @Test func `an archive within an archive, a name that comes twice and a file that is a folder too are refused`()
        throws
    {
        for entries in [
            "[('inner.zip', b'PK')]", "[('a/inner.tar.gz', b'x')]", "[('a', b'1'), ('a', b'2')]",
            "[('a', b'1'), ('a/b', b'2')]", "[('a/b', b'1'), ('a', b'2')]",
        ] {
            #expect(
                try refusal(.zip, "import warnings; warnings.simplefilter('ignore'); zipped(\(entries))").code
                    == .forbidden)
            #expect(try refusal(.tar, "tarred(\(entries))").code == .forbidden)
        }
    }

    @Test func `wherever a sound archive is cut off, it is refused and nothing is made up`() throws {
        for (kind, script) in [
            (ArchiveKind.zip, "zipped([('a.csv', b'x,y\\n1,2\\n' * 300), ('b.csv', b'y')])"),
            (.tar, "tarred([('a.csv', b'x,y\\n1,2\\n' * 300), ('b.csv', b'y')])"),
            (.gzippedTar, "tarred([('a.csv', b'x,y\\n1,2\\n' * 300), ('b.csv', b'y')], 'w:gz')"),
        ] {
            let whole = try Packing.pack(script)
            // A tar ends with blocks of zeros, two of which would do.
            let end = kind == .tar ? whole.lastIndex { $0 != 0 } ?? 0 : whole.count - 1
            for length in stride(from: 0, through: end, by: 37) {
                var kept = Kept()
                #expect(throws: ArchiveError.self, "\(kind) of \(length) bytes") {
                    try unpack(kind, Array(whole[..<length]), into: &kept)
                }
            }
        }
    }

    @Test func `no flipped byte of a zip gives other bytes than were packed`() throws {
        let whole = try Packing.pack("zipped([('a.csv', b'x,y\\n1,2\\n' * 30), ('b.csv', b'yes')])")
        var sound = Kept()
        try unpack(.zip, whole, into: &sound)
        for place in whole.indices {
            var flipped = whole
            flipped[place] ^= 0x55
            var kept = Kept()
            do {
                try unpack(.zip, flipped, into: &kept)
                // A time or an attribute may be another; no name and no byte.
                #expect(kept.files == sound.files, "byte \(place)")
            } catch is ArchiveError {
                continue
            }
        }
    }

    @Test func `encrypted entries and methods that are not read are said so`() throws {
        let locked = """
            zipped([('a.csv', b'x')])
            data = bytearray(out.getvalue())
            data[data.rindex(b'PK\\x01\\x02') + 8] |= 1
            out.seek(0); out.truncate(); out.write(data)
            """
        #expect(try refusal(.zip, locked).code == .unsupported)
        #expect(try refusal(.zip, "zipped([('a.csv', b'x' * 999)], zipfile.ZIP_LZMA)").code == .unsupported)
    }
}
