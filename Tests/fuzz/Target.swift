import Archive
import Instruments

/// Keeps nothing of what is unpacked, and no more than its limits allow.
private struct Nowhere: ArchiveSink {
    mutating func begin(_ path: ArchivePath, bytes: Int) {}
    mutating func write(_ bytes: ArraySlice<UInt8>) {}
    mutating func end() {}
}

private struct Bytes: ArchiveSource {
    let bytes: [UInt8]
    var size: Int { bytes.count }
    func read(at place: Int, atMost count: Int) -> [UInt8] { Array(bytes[place..<min(place + count, bytes.count)]) }
}

/// Names by which the instruments' readers are reached.
private let names = ["a.csv", "a.dat", "a.txt", "a.xyz", "a.json", "a.nmea", "a.grd", "a.jsonl"]

/// What libFuzzer calls with bytes of its own making: the first says which reader gets the rest. A reader may refuse; it
/// must not crash, hang or eat memory.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
    guard size > 1 else { return 0 }
    let bytes = Array(UnsafeBufferPointer(start: data + 1, count: size - 1))
    let limits = ArchiveLimits(entries: 100, bytes: 1 << 20, freeBytes: 1 << 16)
    do {
        switch Int(data[0]) % 16 {
        case let number where number < 8: _ = try InstrumentFile.read(bytes, name: names[number])
        case 8, 9: _ = try ReadingFile.read(bytes)
        case 10, 11: _ = try OccurrenceFile.read(bytes)
        case let number:
            var source = Bytes(bytes: bytes)
            var sink = Nowhere()
            _ = try Unpacking.unpack(
                [.zip, .zip, .tar, .gzippedTar][number - 12], &source, limits: limits, into: &sink)
        }
    } catch {
        return 0
    }
    return 0
}
