/// Where a classic netCDF file says that its variables lie, held against the file's length.
///
/// The library reads what is missing as zeros. Source: NetCDF Classic Format Specification (CDF-1, CDF-2, CDF-5).
struct NetCDFClassicLayout {
    private var place = 4
    private let version: UInt8
    private var records: UInt64 = 0
    private var isCut = false

    /// Whether every variable ends within the file.
    static func isWhole(_ file: borrowing MappedFile) -> Bool {
        guard file.count > 8 else { return false }
        var layout = NetCDFClassicLayout(version: file[3])
        return layout.end(file).map { $0 <= UInt64(file.count) } ?? false
    }

    private init(version: UInt8) { self.version = version }

    private var countSize: Int { version == 5 ? 8 : 4 }
    private var offsetSize: Int { version == 1 ? 4 : 8 }

    private mutating func number(_ file: borrowing MappedFile, _ size: Int) -> UInt64 {
        guard let value = file.integer(at: place, size: size, bigEndian: true) else {
            isCut = true
            return 0
        }
        place += size
        return value
    }

    private mutating func skip(_ bytes: UInt64, _ file: borrowing MappedFile) {
        guard bytes <= UInt64(file.count), place + Int(bytes) <= file.count else {
            isCut = true
            return
        }
        place += (Int(bytes) + 3) & ~3
    }

    private mutating func skipName(_ file: borrowing MappedFile) { skip(number(file, countSize), file) }

    private static let sizes: [UInt64] = [0, 1, 1, 2, 4, 4, 8, 1, 2, 4, 8, 8]

    private mutating func size(_ file: borrowing MappedFile) -> UInt64 {
        let type = Int(number(file, 4))
        guard Self.sizes.indices.contains(type) else {
            isCut = true
            return 0
        }
        return Self.sizes[type]
    }

    private mutating func skipAttributes(_ file: borrowing MappedFile) {
        _ = number(file, 4)
        let count = number(file, countSize)
        var done: UInt64 = 0
        while done < count, !isCut {
            skipName(file)
            let size = size(file)
            let (bytes, isOver) = number(file, countSize).multipliedReportingOverflow(by: size)
            if isOver { isCut = true }
            skip(bytes, file)
            done += 1
        }
    }

    /// The end of the last variable; `nil` where the header itself is cut or contradicts itself.
    private mutating func end(_ file: borrowing MappedFile) -> UInt64? {
        records = number(file, countSize)
        // All ones: a stream whose count was never written.
        if records == (version == 5 ? UInt64.max : UInt64(UInt32.max)) { records = 0 }
        _ = number(file, 4)
        var lengths: [UInt64] = []
        let dimensions = number(file, countSize)
        while UInt64(lengths.count) < dimensions, !isCut {
            skipName(file)
            lengths.append(number(file, countSize))
        }
        skipAttributes(file)
        _ = number(file, 4)
        let variables = number(file, countSize)
        var last = UInt64(place)
        var recordSize: UInt64 = 0
        var recordVariables = 0
        var recordStart = UInt64.max
        var onlySize: UInt64 = 0
        var done: UInt64 = 0
        while done < variables, !isCut {
            skipName(file)
            let rank = number(file, countSize)
            guard rank <= 1024 else { return nil }
            var cells: UInt64 = 1
            var isRecord = false
            for axis in 0..<rank {
                let id = number(file, countSize)
                guard !isCut, id < UInt64(lengths.count) else { return nil }
                let length = lengths[Int(id)]
                if axis == 0 && length == 0 {
                    isRecord = true
                } else {
                    let (product, isOver) = cells.multipliedReportingOverflow(by: length)
                    guard !isOver else { return nil }
                    cells = product
                }
            }
            skipAttributes(file)
            let (bytes, isOver) = cells.multipliedReportingOverflow(by: size(file))
            guard !isOver, bytes < 1 << 48, variables < 1 << 15 else { return nil }
            _ = number(file, countSize)
            let begin = number(file, offsetSize)
            guard begin < 1 << 62 else { return nil }
            if isRecord {
                recordVariables += 1
                recordSize += (bytes + 3) & ~3
                onlySize = bytes
                recordStart = min(recordStart, begin)
            } else {
                last = max(last, begin + bytes)
            }
            done += 1
        }
        guard !isCut else { return nil }
        if recordVariables > 0, records > 0 {
            // A single record variable is not padded.
            let step = recordVariables == 1 ? onlySize : recordSize
            let (bytes, isOver) = records.multipliedReportingOverflow(by: step)
            guard !isOver, bytes < 1 << 62 else { return nil }
            // The last record's last variable may lack its padding.
            last = max(last, recordStart + bytes - (recordVariables == 1 ? 0 : min(3, bytes)))
        }
        return last
    }
}
