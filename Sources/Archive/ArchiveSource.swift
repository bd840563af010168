/// The bytes of an archive, read at any place.
package protocol ArchiveSource {
    /// Bytes.
    var size: Int { get }
    /// The bytes from a place on, at most so many; fewer only at the end.
    mutating func read(at place: Int, atMost count: Int) throws -> [UInt8]
}

/// Where an archive's files go. Folders are made as files need them.
package protocol ArchiveSink {
    /// Begins a file; `bytes` is what the archive says of its size.
    mutating func begin(_ path: ArchivePath, bytes: Int) throws
    mutating func write(_ bytes: ArraySlice<UInt8>) throws
    /// The file is whole and agrees with its checksum where it has one.
    mutating func end() throws
}

extension ArchiveSource {
    /// Exactly these bytes, or an error that says that the archive ends before them.
    mutating func bytes(_ place: Int, _ count: Int) throws -> [UInt8] {
        guard place >= 0, count >= 0, place <= size, count <= size - place else {
            throw ArchiveError.damaged("it ends in the middle")
        }
        let found = try read(at: place, atMost: count)
        guard found.count == count else { throw ArchiveError.damaged("it ends in the middle") }
        return found
    }
}

extension [UInt8] {
    func little16(_ place: Int) -> Int { Int(self[place]) | Int(self[place + 1]) << 8 }
    func little32(_ place: Int) -> Int { little16(place) | little16(place + 2) << 16 }

    /// `nil` for what no size or place can be.
    func little64(_ place: Int) -> Int? {
        let (low, high) = (little32(place), little32(place + 4))
        return high < 1 << 31 ? high << 32 | low : nil
    }
}
