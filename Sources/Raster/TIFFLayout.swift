/// Where a TIFF says that its strips and tiles lie, held against the file's length.
///
/// libtiff is lenient: a file cut in the middle may read as zeros. Source: TIFF 6.0 §2, BigTIFF.
struct TIFFLayout: ~Copyable {
    private let file: MappedFile
    private let path: String
    private let isBigEndian: Bool
    private let isBig: Bool

    /// An error where a block reaches beyond the file's end, or was never written and no nodata says what it means.
    static func check(_ path: String, isNodataDeclared: Bool) throws(RasterError) {
        let layout = try TIFFLayout(path)
        var pending = [layout.firstDirectory]
        var seen: Set<UInt64> = []
        while let offset = pending.popLast() {
            guard offset != 0, seen.insert(offset).inserted, seen.count < 10_000 else { continue }
            pending += try layout.check(directory: offset, isNodataDeclared: isNodataDeclared)
        }
    }

    private init(_ path: String) throws(RasterError) {
        let file = try MappedFile(reading: path)
        isBigEndian = file.holds("MM", at: 0)
        isBig = file.integer(at: 2, size: 2, bigEndian: isBigEndian) == 43
        self.path = path
        self.file = file
    }

    private var firstDirectory: UInt64 {
        file.integer(at: isBig ? 8 : 4, size: isBig ? 8 : 4, bigEndian: isBigEndian) ?? 0
    }

    private func number(_ offset: Int, _ size: Int) throws(RasterError) -> UInt64 {
        guard let value = file.integer(at: offset, size: size, bigEndian: isBigEndian) else {
            throw cut("its directory")
        }
        return value
    }

    private func cut(_ what: String) -> RasterError {
        RasterError(
            .corruptData, operation: "read \(path)",
            messages: ["\(what) reaches beyond the file's end: the file is cut short at \(file.count) bytes"],
            remedy: "Send the file again, whole")
    }

    /// Checks one directory; gives the offsets of the next one and of those within it.
    private func check(directory offset: UInt64, isNodataDeclared: Bool) throws(RasterError) -> [UInt64] {
        guard let start = Int(exactly: offset) else { throw cut("its directory") }
        let countSize = isBig ? 8 : 2
        let entrySize = isBig ? 20 : 12
        let wordSize = isBig ? 8 : 4
        let count = try number(start, countSize)
        guard count <= UInt64(file.count / entrySize) else { throw cut("its directory") }
        var offsets: [UInt64]?
        var lengths: [UInt64]?
        var others: [UInt64] = []
        for index in 0..<Int(count) {
            let entry = start + countSize + index * entrySize
            switch try number(entry, 2) {
            case 273, 324: offsets = try values(of: entry, wordSize)
            case 279, 325: lengths = try values(of: entry, wordSize)
            case 330: others += try values(of: entry, wordSize)
            default: break
            }
        }
        if let offsets, let lengths {
            guard offsets.count == lengths.count else {
                throw RasterError(
                    .corruptData, operation: "read \(path)",
                    messages: ["it has \(offsets.count) blocks and the lengths of \(lengths.count)"],
                    remedy: "Send the file again; it is damaged")
            }
            try check(offsets, lengths, isNodataDeclared)
        }
        return others + [try number(start + countSize + Int(count) * entrySize, wordSize)]
    }

    private func check(_ offsets: [UInt64], _ lengths: [UInt64], _ isNodataDeclared: Bool) throws(RasterError) {
        var unwritten = 0
        for (offset, length) in zip(offsets, lengths) {
            if offset == 0 || length == 0 {
                unwritten += 1
                continue
            }
            let (end, isOver) = offset.addingReportingOverflow(length)
            guard !isOver, end <= UInt64(file.count) else { throw cut("a block of cells") }
        }
        guard unwritten == 0 || isNodataDeclared else {
            throw RasterError(
                .corruptData, operation: "read \(path)",
                messages: ["\(unwritten) of its \(offsets.count) blocks were never written, and no nodata is declared"],
                remedy: "Send the file again, whole, or declare its nodata value")
        }
    }

    /// The unsigned integers of an entry, wherever they stand.
    private func values(of entry: Int, _ wordSize: Int) throws(RasterError) -> [UInt64] {
        let size: Int
        switch try number(entry + 2, 2) {
        case 3: size = 2
        case 4, 13: size = 4
        case 16, 18: size = 8
        default: return []
        }
        let count = try number(entry + 4, wordSize)
        guard count <= UInt64(file.count / size) else { throw cut("a list of blocks") }
        let field = entry + 4 + wordSize
        let isInline = Int(count) * size <= wordSize
        let first = isInline ? UInt64(field) : try number(field, wordSize)
        guard let place = Int(exactly: first), place < file.count else { throw cut("a list of blocks") }
        var values: [UInt64] = []
        values.reserveCapacity(Int(count))
        for index in 0..<Int(count) { values.append(try number(place + index * size, size)) }
        return values
    }
}
