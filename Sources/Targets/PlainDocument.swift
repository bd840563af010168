import Operations

/// A document in the plain part of YAML that models and price decks are written in: maps by indentation or in braces,
/// lists in brackets, numbers, words, quoted text and folded text (`>-`), comments. Nothing else of YAML is read, and
/// what is not read is an error with its line.
struct PlainDocument {
    indirect enum Value: Hashable {
        case text(String)
        case list([Value])
        /// In the order written.
        case map([Entry])

        struct Entry: Hashable {
            var key: String
            var value: Value
        }
    }

    let root: Value
    private let operation: String
    private let input: String

    /// Reads the bytes of an input of an operation, which an error names.
    init(_ bytes: [UInt8], operation: String, input: String) throws(OperationError) {
        self.operation = operation
        self.input = input
        var reader = PlainReader(
            lines: String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
                .enumerated().map { ($0.offset + 1, Array($0.element.unicodeScalars.filter { $0 != "\r" })) })
        do {
            root = try reader.document()
        } catch {
            throw OperationError(
                code: .unfitInput, operation: operation, key: input, reason: "line \(error.line): \(error.reason)",
                remedy: "write 'key: value', '{ a: 1, b: 2 }' or '[a, b]'")
        }
    }

    func fault(_ reason: String, _ remedy: String) -> OperationError {
        OperationError(code: .unfitInput, operation: operation, key: input, reason: reason, remedy: remedy)
    }
}

extension PlainDocument.Value {
    subscript(key: String) -> PlainDocument.Value? { entries.first { $0.key == key }?.value }

    var entries: [Entry] { if case .map(let entries) = self { entries } else { [] } }
    var items: [PlainDocument.Value] { if case .list(let items) = self { items } else { [] } }
    var text: String? { if case .text(let text) = self { text } else { nil } }
    var number: Double? {
        guard let text, let number = Double(text), number.isFinite else { return nil }
        return number
    }
}
