/// The schema of an SQLite file, read without running any SQL.
///
/// Opening a GeoPackage queries its tables, and a view in a table's place runs what its author wrote: one with a
/// recursive query never ends. Source: SQLite file format (sqlite.org/fileformat2.html), sections 1.3, 1.6, 2.1.
struct SQLiteSchema: ~Copyable {
    /// One row of `sqlite_master`.
    struct Entry: Hashable {
        var type: String
        var name: String
        var sql: String
    }

    private let file: MappedFile
    private let path: String
    private let pageSize: Int
    private let usable: Int

    /// All entries; an error where the file is not SQLite, is cut short, or its first tree is damaged.
    static func entries(_ path: String) throws(RasterError) -> [Entry] {
        let schema = try SQLiteSchema(path)
        var entries: [Entry] = []
        var pending = [1]
        var seen: Set<Int> = []
        while let page = pending.popLast() {
            guard seen.insert(page).inserted else { throw schema.damaged("a tree that leads back to itself") }
            try schema.read(page: page, &pending, &entries)
        }
        return entries
    }

    private init(_ path: String) throws(RasterError) {
        let file = try MappedFile(reading: path)
        let size = Int(file.integer(at: 16, size: 2, bigEndian: true) ?? 0)
        let pageSize = size == 1 ? 65536 : size
        let reserved = Int(file.integer(at: 20, size: 1, bigEndian: true) ?? 0)
        let pages = Int(file.integer(at: 28, size: 4, bigEndian: true) ?? 0)
        let encoding = file.integer(at: 56, size: 4, bigEndian: true) ?? 0
        guard file.holds("SQLite format 3\0", at: 0), pageSize >= 512, pageSize & (pageSize - 1) == 0,
            pageSize - reserved >= 480, encoding <= 1
        else {
            throw RasterError(
                .corruptData, operation: "open \(path)", messages: ["it is not an SQLite file in UTF-8"],
                remedy: "Send a GeoPackage")
        }
        // The page count is only to be trusted where the file was last written by a version that keeps it.
        let isCounted = file.integer(at: 24, size: 4, bigEndian: true) == file.integer(at: 92, size: 4, bigEndian: true)
        guard !isCounted || pages * pageSize <= file.count else {
            throw RasterError(
                .corruptData, operation: "open \(path)",
                messages: ["the file is cut short: it has \(file.count) bytes of \(pages * pageSize)"],
                remedy: "Send the file again, whole")
        }
        self.path = path
        self.pageSize = pageSize
        usable = pageSize - reserved
        self.file = file
    }

    private func damaged(_ what: String) -> RasterError {
        RasterError(
            .corruptData, operation: "open \(path)", messages: ["the schema is damaged: \(what)"],
            remedy: "Send the file again")
    }

    private func number(_ offset: Int, _ size: Int) throws(RasterError) -> Int {
        guard let value = file.integer(at: offset, size: size, bigEndian: true), let number = Int(exactly: value) else {
            throw damaged("it reaches beyond the file's end")
        }
        return number
    }

    /// SQLite's integer of one to nine bytes, and how many they were.
    private func variable(_ offset: Int) throws(RasterError) -> (value: Int, size: Int) {
        var value: UInt64 = 0
        for step in 0..<9 {
            let byte = UInt64(try number(offset + step, 1))
            if step == 8 { return (Int(bitPattern: UInt(value << 8 | byte)), 9) }
            value = value << 7 | byte & 0x7F
            if byte & 0x80 == 0 { return (Int(value), step + 1) }
        }
        return (Int(value), 9)
    }

    private func read(page: Int, _ pending: inout [Int], _ entries: inout [Entry]) throws(RasterError) {
        guard page >= 1, page <= file.count / pageSize else { throw damaged("there is no page \(page)") }
        let start = (page - 1) * pageSize
        let header = page == 1 ? start + 100 : start
        let kind = try number(header, 1)
        let count = try number(header + 3, 2)
        guard kind == 13 || kind == 5, count <= pageSize / 2 else { throw damaged("page \(page) is not of a table") }
        let pointers = header + (kind == 5 ? 12 : 8)
        for index in 0..<count {
            let cell = start + (try number(pointers + 2 * index, 2))
            if kind == 5 {
                pending.append(try number(cell, 4))
            } else {
                entries.append(try entry(at: cell))
            }
        }
        if kind == 5 { pending.append(try number(header + 8, 4)) }
    }

    private func entry(at cell: Int) throws(RasterError) -> Entry {
        let length = try variable(cell)
        let row = try variable(cell + length.size)
        let payload = try payload(at: cell + length.size + row.size, length: length.value)
        var texts: [String] = []
        var place = 0
        func next() throws(RasterError) -> Int {
            var value = 0
            while place < payload.count {
                value = value << 7 | Int(payload[place] & 0x7F)
                place += 1
                if payload[place - 1] & 0x80 == 0 { return value }
                guard value < 1 << 48 else { break }
            }
            throw damaged("a row that ends too early")
        }
        let headerEnd = try next()
        var sizes: [(size: Int, isText: Bool)] = []
        while place < headerEnd {
            let type = try next()
            let fixed = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0]
            sizes.append(type < 12 ? (fixed[type], false) : ((type - 12) / 2, type % 2 == 1))
        }
        place = headerEnd
        for (size, isText) in sizes {
            guard size <= payload.count - place else { throw damaged("a row that ends too early") }
            texts.append(isText ? String(decoding: payload[place..<place + size], as: UTF8.self) : "")
            place += size
        }
        guard texts.count == 5 else { throw damaged("a row of \(texts.count) columns") }
        return Entry(type: texts[0], name: texts[1], sql: texts[4])
    }

    /// The bytes of a row, with what stands on overflow pages.
    private func payload(at start: Int, length: Int) throws(RasterError) -> [UInt8] {
        guard length >= 0, length <= file.count else { throw damaged("a row longer than the file") }
        let most = usable - 35
        let least = (usable - 12) * 32 / 255 - 23
        let spilled = least + (length - least) % (usable - 4)
        let local = length <= most ? length : (spilled <= most ? spilled : least)
        var bytes = file.bytes(start..<start + local)
        var next = length > local ? try number(start + local, 4) : 0
        while bytes.count < length {
            guard next >= 1, next <= file.count / pageSize else { throw damaged("a row that ends too early") }
            let page = (next - 1) * pageSize
            bytes += file.bytes(page + 4..<page + 4 + min(usable - 4, length - bytes.count))
            next = try number(page, 4)
        }
        guard bytes.count == length else { throw damaged("a row that ends too early") }
        return bytes
    }
}
