/// Reads the rows that nearly all are: as many fields as columns, plain numbers, no quotes.
struct PlainRow {
    private enum Kind { case skipped, number, text }

    private let kinds: [Kind]
    private let slots: [Int]
    private let separator: UInt8
    private let decimal: UInt8
    private let leadingNumbers: Int
    private let isGeographic: Bool
    private let dummies: DummyValues

    init(_ layout: TableLayout) {
        kinds = layout.roles.map {
            switch $0 {
            case .skipped: .skipped
            case .number: .number
            case .text: .text
            }
        }
        slots = layout.roles.map {
            switch $0 {
            case .skipped: 0
            case .number(let slot), .text(let slot): slot
            }
        }
        separator = layout.separator
        decimal = layout.decimal
        leadingNumbers = layout.leadingNumbers
        isGeographic = layout.positions?.isGeographic ?? false
        dummies = layout.channels.first?.dummies ?? DummyValues(declared: [])
    }

    /// Appends the numbers of the row at `start` in the order of their slots and notes where its texts stand; where the next
    /// row begins. `nil`, and nothing appended, for a row that needs a closer look.
    @inline(__always)
    func read(_ span: Span<UInt8>, from start: Int, numbers: inout [Double], texts: inout [Range<Int>]) -> Int? {
        let end = span.count
        let base = numbers.count
        guard start < end else { return nil }
        let first = span[start]
        if first == UInt8(ascii: "#") || first == UInt8(ascii: "/") { return nil }
        for _ in 0..<(leadingNumbers) { numbers.append(0) }
        var index = start
        let last = kinds.count - 1
        var column = 0
        while true {
            while index < end, isBlank(span[index]) { index += 1 }
            switch kinds[column] {
            case .skipped:
                guard index < end, span[index] != Self.quote else { return undo(base, &numbers) }
                while index < end, span[index] != separator, !Self.isLineEnd(span[index]) { index += 1 }
            case .text:
                guard index < end, span[index] != Self.quote else { return undo(base, &numbers) }
                let from = index
                while index < end, span[index] != separator, !Self.isLineEnd(span[index]) { index += 1 }
                var to = index
                while to > from, isBlank(span[to - 1]) { to -= 1 }
                texts[slots[column]] = from..<to
            case .number:
                let slot = slots[column]
                if let number = NumberText.leading(span, from: &index, to: end, decimal: decimal) {
                    if slot < leadingNumbers {
                        guard isPlace(number.value, slot) else { return undo(base, &numbers) }
                        numbers[base + slot] = number.value
                    } else {
                        guard dummies.verdict(on: number) == .value else { return undo(base, &numbers) }
                        numbers.append(number.value)
                    }
                    while index < end, isBlank(span[index]) { index += 1 }
                } else {
                    guard slot >= leadingNumbers, index < end, span[index] == separator || Self.isLineEnd(span[index])
                    else {
                        return undo(base, &numbers)
                    }
                    numbers.append(.nan)
                }
            }
            if column == last { break }
            guard index < end, span[index] == separator else { return undo(base, &numbers) }
            index += 1
            column += 1
        }
        guard index < end else { return index }
        if span[index] == Self.lineFeed { return index + 1 }
        guard span[index] == Self.carriageReturn else { return undo(base, &numbers) }
        return index + 1 < end && span[index + 1] == Self.lineFeed ? index + 2 : index + 1
    }

    private func undo(_ base: Int, _ numbers: inout [Double]) -> Int? {
        numbers.removeSubrange(base...)
        return nil
    }

    @inline(__always) private func isPlace(_ value: Double, _ slot: Int) -> Bool {
        if isGeographic { return slot == 0 ? value >= -180 && value <= 360 : value >= -90 && value <= 90 }
        return value >= -1e8 && value <= 1e8
    }

    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let quote = UInt8(ascii: "\"")

    @inline(__always) private static func isLineEnd(_ byte: UInt8) -> Bool {
        byte == lineFeed || byte == carriageReturn
    }

    @inline(__always) private func isBlank(_ byte: UInt8) -> Bool {
        (byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")) && byte != separator
    }
}
