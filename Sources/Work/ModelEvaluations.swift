import Portrayal
import Prospectivity

/// How far each model of a run may be believed, the one that the targets are of first.
struct ModelEvaluations {
    /// `nil` where the targets are of a model that is not evaluated by itself, such as a mean of models.
    var main: Evaluation?
    var others: [(name: String, evaluation: Evaluation)]

    init(main: String, all: [(name: String, evaluation: Evaluation)]) {
        // An only one without a name is the main one: `gossan op write-report` names none.
        self.main = all.first { $0.name == main }?.evaluation ?? (main.isEmpty ? all.first?.evaluation : nil)
        others = main.isEmpty ? Array(all.dropFirst()) : all.filter { $0.name != main }
    }

    /// Sentences for the reader.
    var trust: [String] {
        var sentences = main?.sentences.map(\.capitalisedSentence) ?? []
        guard !others.isEmpty else { return sentences }
        if main == nil {
            sentences.append(
                "The model that the targets are of has no evaluation of its own; it deserves no more trust than the "
                    + "models beside it.")
        }
        return sentences
            + others.flatMap { model in
                model.evaluation.sentences.prefix(2).map { "Model \(model.name): \($0)".capitalisedSentence }
            }
    }

    /// The plots of all models, each other model's under its name.
    var charts: [ReportContent.Chart] {
        (main?.charts ?? [])
            + others.flatMap { model in
                model.evaluation.charts.map { .init(title: "\(model.name): \($0.title)", svg: $0.svg) }
            }
    }
}
