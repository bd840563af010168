import FoundationEssentials

/// Times as the journal writes them: UTC, ISO 8601, milliseconds, so that their text sorts as they do.
enum Time {
    private static let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    static func text(_ date: Date) -> String { style.format(date) }

    static func date(_ text: String) throws -> Date { try style.parse(text) }
}
