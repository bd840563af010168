import Gridding
import Jobs
import Survey

/// A file of readings, part by part.
struct ReadingsFileParts: ReadingParts {
    let head: Readings
    let count: Int
    private let path: String
    private let header: ReadingsFile.Header
    /// Where the first column begins.
    private let start: Int

    private static let partSize = 1 << 18

    init(_ path: String) throws {
        let (header, start) = try ReadingsFile.header(of: path)
        self.path = path
        self.header = header
        self.start = start
        count = header.count
        head = header.head
    }

    func each(of channel: String, _ body: ([Point], [Double]) throws -> Void) throws {
        guard let index = header.channels.firstIndex(where: { $0.name == channel }) else { return }
        let file = try InputFile(reading: path)
        let column = (header.hasTimes ? 3 : 2) + index
        for first in stride(from: 0, to: count, by: Self.partSize) {
            let part = first..<min(first + Self.partSize, count)
            let (x, y) = (try values(file, 0, part), try values(file, 1, part))
            try body(zip(x, y).map { Point(x: $0, y: $1) }, try values(file, column, part))
        }
    }

    private func values(_ file: InputFile, _ column: Int, _ part: Range<Int>) throws -> [Double] {
        let bytes = try file.bytes(at: start + 8 * (column * count + part.lowerBound), count: 8 * part.count)
        guard bytes.count == 8 * part.count else { throw ReadingsFile.damaged(path) }
        return ReadingsFile.doubles(bytes)
    }
}
