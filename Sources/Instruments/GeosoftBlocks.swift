import CZlib

/// The compressed cells of a Geosoft grid: a table of blocks, each some whole vectors.
///
/// The header names another method than what is there; real files hold zlib streams behind a prefix of 16 bytes.
enum GeosoftBlocks {
    private static let signature: UInt32 = 0xf8e7d8c7
    private static let prefix = 16

    static func inflate(_ bytes: [UInt8], _ header: GeosoftHeader) throws(InstrumentError) -> [UInt8] {
        let span = bytes.span
        let start = GeosoftHeader.size
        guard bytes.count >= start + 16 else { throw corrupt("it ends before the table of its blocks") }
        guard span.uint32(at: start) == signature else {
            throw corrupt("the table of its blocks has another signature")
        }
        let blocks = Int(span.int32(at: start + 8))
        let vectors = Int(span.int32(at: start + 12))
        guard blocks > 0, vectors > 0, blocks <= header.vectorCount,
            (header.vectorCount + vectors - 1) / vectors == blocks, bytes.count >= start + 16 + 12 * blocks
        else {
            throw corrupt("its table tells \(blocks) blocks of \(vectors) vectors for \(header.vectorCount) vectors")
        }
        let vectorSize = header.vectorLength * header.type.size
        // A stream cannot unfold to more than about a thousand times its size: what tells more is not believed.
        guard header.vectorCount * vectorSize / 1_100 <= bytes.count else {
            throw corrupt("its header tells more cells than its bytes can hold")
        }
        var cells: [UInt8] = []
        cells.reserveCapacity(header.vectorCount * vectorSize)
        for block in 0..<blocks {
            let place = span.uint64(at: start + 16 + 8 * block)
            let size = Int(span.int32(at: start + 16 + 8 * blocks + 4 * block))
            guard size > prefix, place <= UInt64(bytes.count), Int(place) + size <= bytes.count else {
                throw corrupt("its block \(block + 1) of \(blocks) lies outside the file")
            }
            let expected = min(vectors, header.vectorCount - block * vectors) * vectorSize
            guard let part = inflate(bytes, (Int(place) + prefix)..<(Int(place) + size), to: expected) else {
                throw corrupt("its block \(block + 1) of \(blocks) is no zlib stream of \(expected) bytes")
            }
            cells += part
        }
        return cells
    }

    /// Exactly so many bytes of a zlib stream; `nil` for a stream that is damaged or of another length.
    private static func inflate(_ bytes: [UInt8], _ range: Range<Int>, to count: Int) -> [UInt8]? {
        let cells = unsafe [UInt8](unsafeUninitializedCapacity: count) { target, filled in
            var length = uLongf(count)
            let status = unsafe bytes.withUnsafeBufferPointer { source in
                unsafe uncompress(
                    target.baseAddress, &length, source.baseAddress.map { unsafe $0 + range.lowerBound },
                    uLong(range.count))
            }
            filled = status == Z_OK ? Int(length) : 0
        }
        return cells.count == count ? cells : nil
    }

    private static func corrupt(_ what: String) -> InstrumentError {
        InstrumentError(.corrupt, reason: "the compressed grid is damaged: \(what)", remedy: "send it again")
    }
}
