import CZlib

/// zlib's inflate, a piece at a time; memory is bounded whatever the stream says. Both buffers are its own from begin to
/// end and are handed to zlib and to `body` with their lengths.
@safe final class Inflater {
    enum Format: Int32 {
        /// Without a header, as in a zip.
        case raw = -15
        case gzip = 31
    }

    enum Progress {
        /// All input is used up.
        case hungry
        /// The stream is at its end; `rest` bytes of the input are beyond it.
        case ended(rest: Int)
    }

    private let stream: UnsafeMutablePointer<z_stream>
    private let piece: UnsafeMutableBufferPointer<UInt8>

    init(_ format: Format, pieceSize: Int = 1 << 18) throws(ArchiveError) {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        unsafe piece = .allocate(capacity: pieceSize)
        let status = unsafe inflateInit2_(
            stream, format.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else {
            throw ArchiveError(.damaged, reason: "zlib cannot begin (\(status))", remedy: "free some memory")
        }
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
        unsafe piece.deallocate()
    }

    /// Takes input and hands on what it unfolds to, piece by piece; `body` gets each piece. Ends when the input is used up
    /// or the stream is at its end.
    func inflate(_ input: [UInt8], _ body: (ArraySlice<UInt8>) throws -> Void) throws -> Progress {
        var input = input
        return try unsafe input.withUnsafeMutableBufferPointer { input in
            unsafe stream.pointee.next_in = input.baseAddress
            unsafe stream.pointee.avail_in = UInt32(input.count)
            while true {
                unsafe stream.pointee.next_out = piece.baseAddress
                unsafe stream.pointee.avail_out = UInt32(piece.count)
                let status = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
                let made = unsafe piece.count - Int(stream.pointee.avail_out)
                if made > 0 { try body(unsafe ArraySlice(piece[..<made])) }
                switch status {
                case Z_STREAM_END: return unsafe .ended(rest: Int(stream.pointee.avail_in))
                case Z_OK:
                    // With room left in the output zlib has used all of its input.
                    if unsafe stream.pointee.avail_in == 0, unsafe made < piece.count { return .hungry }
                case Z_BUF_ERROR: return .hungry
                default: throw ArchiveError.damaged("its compressed bytes are damaged")
                }
            }
        }
    }

    /// Begins anew with the next stream of a file that holds several.
    func restart() { unsafe _ = inflateReset(stream) }
}

/// The checksum of zip entries, over all bytes so far.
struct CRC32 {
    private(set) var value: UInt = 0

    mutating func update(_ bytes: ArraySlice<UInt8>) {
        value = unsafe bytes.withUnsafeBufferPointer { unsafe crc32(value, $0.baseAddress, UInt32($0.count)) }
    }
}
