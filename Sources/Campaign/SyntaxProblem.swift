import Yams

/// What the YAML parser says, in the words of a campaign's error.
struct SyntaxProblem {
    let code: CampaignError.Code
    let place: Place?
    let reason: String
    let remedy: String

    init(_ error: YamlError) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            code = .syntax
            place = Place(line: mark.line, column: mark.column)
            reason = "the YAML cannot be read: \(problem)"
            remedy = Self.remedy(for: problem)
        case .reader(let problem, let offset, _, let yaml):
            code = .syntax
            place = offset.map { Self.place(at: $0, in: yaml) }
            reason = "the YAML cannot be read: \(problem)"
            remedy = "save the file as plain UTF-8 text"
        case .duplicatedKeysInMapping(let keys, let context):
            code = .duplicateKey
            place = Place(line: context.mark.line, column: context.mark.column)
            reason = "the key \(keys.map { "'\($0)'" }.joined(separator: ", ")) stands twice in one mapping"
            remedy = "keep one"
        default:
            code = .syntax
            place = nil
            reason = "the YAML cannot be read: \(error)"
            remedy = "save the file as plain UTF-8 text"
        }
    }

    private static func remedy(for problem: String) -> String {
        if problem.contains("alias") || problem.contains("alphabetic or numeric character") {
            return "put a pattern that starts with '*' or '&' in quotes"
        }
        if problem.contains("cannot start any token") {
            return "indent with spaces, and put special characters in quotes"
        }
        if problem.contains("another document") { return "keep one document, without '---' in between" }
        return "check the indentation, the colons and the quotes at this line"
    }

    private static func place(at offset: Int, in text: String) -> Place {
        let before = text.prefix(offset)
        let line = before.reduce(1) { $0 + ($1.isNewline ? 1 : 0) }
        let start = before.lastIndex(where: \.isNewline).map(before.index(after:)) ?? before.startIndex
        return Place(line: line, column: before[start...].unicodeScalars.count + 1)
    }
}
