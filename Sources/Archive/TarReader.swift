/// A tar from its begin to its end, within gzip or not. One reader reads one archive once.
struct TarReader {
    /// Longer names and fields are refused.
    private static let fieldLimit = 1 << 16

    private let isGzipped: Bool
    private let limits: ArchiveLimits
    private var packed = 0
    private var seen = SeenPaths()
    private var entries = 0
    private var files = 0
    private var total = 0
    /// Bytes of a block that has not come whole yet.
    private var block: [UInt8] = []
    private var state = State.header
    private var hasEnded = false
    private var longName: [UInt8]?
    private var fields: [String: [UInt8]] = [:]

    private enum State {
        case header
        /// So many bytes of a file, then of padding.
        case file(left: Int, padding: Int)
        /// Bytes of a name or of fields.
        case meta(TarHeader.Kind, left: Int, padding: Int, [UInt8])
    }

    init(isGzipped: Bool, limits: ArchiveLimits) {
        self.isGzipped = isGzipped
        self.limits = limits
    }

    /// Hands all files to a sink; gives how many.
    mutating func read(_ source: inout some ArchiveSource, into sink: inout some ArchiveSink) throws -> Int {
        packed = source.size
        if isGzipped {
            try inflate(&source, into: &sink)
        } else {
            var place = 0
            while place < source.size, !hasEnded {
                let bytes = try source.bytes(place, min(1 << 18, source.size - place))
                place += bytes.count
                try take(bytes[...], into: &sink)
            }
        }
        guard hasEnded else { throw ArchiveError.damaged("it ends before its last block: it is cut off, or no tar") }
        return files
    }

    private mutating func inflate(_ source: inout some ArchiveSource, into sink: inout some ArchiveSink) throws {
        let inflater = try Inflater(.gzip)
        var place = 0
        var isWhole = false
        var unfolded = 0
        while place < source.size {
            let bytes = try source.bytes(place, min(1 << 16, source.size - place))
            let progress = try inflater.inflate(bytes) { piece in
                unfolded += piece.count
                // What follows the archive's end counts as well: nothing unfolds without bounds.
                try limits.check(entries: 0, bytes: unfolded, packed: packed)
                if !hasEnded { try take(piece, into: &sink) }
            }
            isWhole = false
            place += bytes.count
            if case .ended(let rest) = progress {
                isWhole = true
                // gzip(1): "multiple compressed files can be concatenated"; parallel packers write them so.
                place -= rest
                inflater.restart()
            }
        }
        guard isWhole else { throw ArchiveError.damaged("it ends in the middle of its compressed bytes") }
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>, into sink: inout some ArchiveSink) throws {
        var bytes = bytes
        while !bytes.isEmpty, !hasEnded {
            switch state {
            case .header:
                let part = bytes.prefix(512 - block.count)
                block += part
                bytes = bytes.dropFirst(part.count)
                guard block.count == 512 else { return }
                let header = try TarHeader(block)
                block.removeAll(keepingCapacity: true)
                if let header { try begin(header, &sink) } else { hasEnded = true }
            case .file(let left, let padding):
                let part = bytes.prefix(left)
                if !part.isEmpty { try sink.write(part) }
                bytes = bytes.dropFirst(part.count)
                try goOn(left: left - part.count, padding: padding, &bytes, &sink)
            case .meta(let kind, let left, let padding, var content):
                let part = bytes.prefix(left)
                content += part
                bytes = bytes.dropFirst(part.count)
                let skipped = min(bytes.count, left == part.count ? padding : 0)
                bytes = bytes.dropFirst(skipped)
                state = .meta(kind, left: left - part.count, padding: padding - skipped, content)
                if left == part.count, padding == skipped {
                    try note(kind, content)
                    state = .header
                }
            }
        }
    }

    private mutating func goOn(
        left: Int, padding: Int, _ bytes: inout ArraySlice<UInt8>, _ sink: inout some ArchiveSink
    ) throws {
        let skipped = left == 0 ? min(bytes.count, padding) : 0
        bytes = bytes.dropFirst(skipped)
        state = .file(left: left, padding: padding - skipped)
        if left == 0, padding == skipped {
            try sink.end()
            state = .header
        }
    }

    private mutating func begin(_ header: TarHeader, _ sink: inout some ArchiveSink) throws {
        let padding = (512 - header.size % 512) % 512
        switch header.kind {
        case .longName, .fields, .allFields:
            guard header.size <= TarReader.fieldLimit else { throw ArchiveError.damaged("a name in it is too long") }
            if header.size > 0 { state = .meta(header.kind, left: header.size, padding: padding, []) }
        case .file, .folder, .other:
            let name = longName ?? fields["path"] ?? header.name
            // Before POSIX a folder was a file whose name ends with a slash.
            let kind = header.kind == .file && name.last == UInt8(ascii: "/") ? .folder : header.kind
            let told = fields["size"].flatMap { Int(String(decoding: $0, as: UTF8.self)) }
            (longName, fields) = (nil, [:])
            try begin(kind, name, size: told ?? header.size, &sink)
        }
    }

    private mutating func begin(
        _ kind: TarHeader.Kind, _ name: [UInt8], size: Int, _ sink: inout some ArchiveSink
    ) throws {
        let path = try ArchivePath(name, depth: limits.depth)
        if case .other(let reason) = kind {
            throw ArchiveError(.forbidden, entry: path.text, reason: reason, remedy: "pack the files themselves")
        }
        guard size >= 0 else { throw ArchiveError.damaged("its size is absurd", entry: path.text) }
        entries += 1
        guard kind == .file else {
            guard size == 0 else { throw ArchiveError.damaged("a folder has no bytes", entry: path.text) }
            try limits.check(entries: entries, bytes: total, packed: packed)
            return try seen.add(folder: path)
        }
        let (sum, overflow) = total.addingReportingOverflow(size)
        total = overflow ? Int.max : sum
        try limits.check(entries: entries, bytes: total, packed: packed)
        try seen.add(file: path)
        files += 1
        try sink.begin(path, bytes: size)
        guard size > 0 else { return try sink.end() }
        state = .file(left: size, padding: (512 - size % 512) % 512)
    }

    private mutating func note(_ kind: TarHeader.Kind, _ content: [UInt8]) throws(ArchiveError) {
        switch kind {
        case .longName: longName = Array(content.prefix { $0 != 0 })
        case .fields: fields = try TarReader.fields(content)
        default: break
        }
    }

    /// pax: lines of `LENGTH KEY=VALUE`, the length counting the whole line.
    private static func fields(_ content: [UInt8]) throws(ArchiveError) -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        var rest = content[...]
        while !rest.isEmpty {
            let digits = rest.prefix { (0x30...0x39).contains($0) }
            guard let length = Int(String(decoding: digits, as: UTF8.self)), length <= rest.count,
                length > digits.count + 2, rest[rest.startIndex + digits.count] == 32
            else { throw .damaged("its extended headers are damaged") }
            let line = rest.prefix(length).dropFirst(digits.count + 1).dropLast()
            guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else {
                throw .damaged("its extended headers are damaged")
            }
            let key = String(decoding: line[..<equals], as: UTF8.self)
            guard !key.hasPrefix("GNU.sparse") else {
                throw ArchiveError(
                    .unsupported, reason: "a file in it is packed as a sparse file", remedy: "pack it without --sparse")
            }
            found[key] = Array(line[(equals + 1)...])
            rest = rest.dropFirst(length)
        }
        return found
    }
}
