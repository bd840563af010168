/// How the records of a `.dat` are cut into fields.
enum AsegRecord: Hashable {
    /// By the widths of the `.dfn`; `recordType` characters stand before the first column.
    case fixed(recordType: Int)
    case tabs
    /// By blanks, where there are as many words as columns and the widths do not fit.
    case blanks

    private static let sampleLines = 50

    /// From the first records: widths where their sum is the length of the record, else tabs, else blanks.
    static func layout(_ definition: AsegDefinition, _ lines: TextLines) -> AsegRecord {
        var lines = lines
        var lengths: [Int: Int] = [:]
        var tabs = 0
        var words = 0
        var seen = 0
        let count = definition.fields.reduce(0) { $0 + $1.count }
        while seen < sampleLines, let range = lines.next() {
            guard !lines.isBlank(range) else { continue }
            seen += 1
            lengths[range.count, default: 0] += 1
            if lines.fields(range, separator: UInt8(ascii: "\t")).count >= count, count > 1 { tabs += 1 }
            if lines.words(range).count == count { words += 1 }
        }
        if tabs * 2 > seen { return .tabs }
        let width = definition.width
        func share(_ length: Int) -> Int { lengths[length] ?? 0 }
        if share(width) * 2 > seen { return .fixed(recordType: 0) }
        if definition.hasRecordType, share(width + 4) * 2 > seen { return .fixed(recordType: 4) }
        // Texts may hold blanks, so words decide only where widths do not.
        return words * 2 > seen ? .blanks : .fixed(recordType: 0)
    }

    /// Whether at least half of the first lines are records.
    static func fits(_ definition: AsegDefinition, _ lines: TextLines) -> Bool {
        let layout = layout(definition, lines)
        var lines = lines
        var (seen, records) = (0, 0)
        var values: [Range<Int>] = []
        while seen < sampleLines, let range = lines.next() {
            guard !lines.isBlank(range) else { continue }
            seen += 1
            if layout.cut(range, lines, definition, into: &values) { records += 1 }
        }
        return records > 0 && records * 2 >= seen
    }

    /// Where the values of a record stand, one range a value; `nil` where it is too short.
    func cut(_ range: Range<Int>, _ lines: TextLines, _ definition: AsegDefinition, into values: inout [Range<Int>])
        -> Bool
    {
        let count = definition.fields.reduce(0) { $0 + $1.count }
        switch self {
        case .tabs:
            values = lines.fields(range, separator: UInt8(ascii: "\t"))
            return values.count >= count
        case .blanks:
            lines.words(range, into: &values)
            return values.count == count
        case .fixed(let recordType):
            values.removeAll(keepingCapacity: true)
            var place = range.lowerBound + recordType
            for field in definition.fields {
                for _ in 0..<field.count {
                    let end = min(place + field.width, range.upperBound)
                    // The last column may be shorter by the blanks that an editor cut off.
                    guard place < end else { return false }
                    values.append(lines.trimmed(place..<end))
                    place += field.width
                }
            }
            return true
        }
    }
}
