/// How far the first image of a classic TIFF reaches, as far as the file's begin tells (TIFF 6.0, section 2).
struct TIFFExtent {
    private let head: [UInt8]
    private let isLittle: Bool

    /// `head` begins with a TIFF's four bytes.
    init(_ head: [UInt8]) {
        self.head = head
        isLittle = head[0] == 0x49
    }

    func wholeness(size: Int) -> Wholeness {
        guard head.count >= 8 else { return .short }
        let directory = word(4)
        // Written before its directory: the place of it is filled in last.
        guard directory >= 8 else { return .short }
        guard directory + 2 <= size else { return .short }
        // A directory beyond what was looked at follows the cells: they came before it.
        guard directory + 2 <= head.count else { return .unknown }
        let count = half(directory)
        guard directory + 2 + 12 * count + 4 <= size else { return .short }
        guard directory + 2 + 12 * count <= head.count else { return .unknown }
        var lists: [Int: [Int]] = [:]
        for entry in stride(from: directory + 2, to: directory + 2 + 12 * count, by: 12) {
            let (tag, type, length) = (half(entry), half(entry + 2), word(entry + 4))
            let width = [1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 12: 8][type] ?? 1
            guard length < 1 << 28 else { return .unknown }
            let place = length * width <= 4 ? entry + 8 : word(entry + 8)
            guard place + length * width <= size else { return .short }
            // Offsets and byte counts of strips (273, 279) and tiles (324, 325).
            guard [273, 279, 324, 325].contains(tag), type == 3 || type == 4 else { continue }
            guard place + length * width <= head.count else { return .unknown }
            lists[tag] = (0..<length).map { type == 3 ? half(place + 2 * $0) : word(place + 4 * $0) }
        }
        for (offsets, counts) in [(273, 279), (324, 325)] {
            guard let offsets = lists[offsets], let counts = lists[counts] else { continue }
            let end = zip(offsets, counts).map { $0 + $1 }.max() ?? 0
            return end <= size ? .whole : .short
        }
        return .unknown
    }

    private func half(_ place: Int) -> Int { isLittle ? head.little16(place) : head.big16(place) }
    private func word(_ place: Int) -> Int { isLittle ? head.little32(place) : head.big32(place) }
}
