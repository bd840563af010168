/// The problems found so far in one file; shared by all that read a part of it.
final class Findings {
    /// More than this a person does not read at once.
    static let limit = 20

    let file: String
    private var problems: [CampaignError.Problem] = []

    init(file: String) {
        self.file = file
    }

    var isEmpty: Bool { problems.isEmpty }

    func add(_ code: CampaignError.Code, at place: Place?, key: String, _ reason: String, remedy: String) {
        add(.init(code: code, file: file, place: place, key: key, reason: reason, remedy: remedy))
    }

    /// Takes over what was found in a file that this one names.
    func add(contentsOf error: CampaignError) {
        error.problems.forEach(add)
    }

    private func add(_ problem: CampaignError.Problem) {
        if problems.count < Self.limit && !problems.contains(problem) { problems.append(problem) }
    }

    func throwIfAny() throws(CampaignError) {
        guard !problems.isEmpty else { return }
        let ordered = problems.enumerated().sorted { left, right in
            rank(left.element, left.offset) < rank(right.element, right.offset)
        }
        throw CampaignError(problems: ordered.map(\.element))
    }

    /// By line and column in this file; what stands in a file that it names comes last.
    private func rank(_ problem: CampaignError.Problem, _ offset: Int) -> (Int, Int, Int, Int) {
        (problem.file == file ? 0 : 1, problem.line ?? 0, problem.column ?? 0, offset)
    }
}
