extension RunComparison {
    /// For people: what changed first, then what followed from it.
    package var lines: [String] {
        if isSame { return ["\(before) is \(after): nothing changed"] }
        var lines = ["\(campaign): from run \(before) to run \(after)"]
        lines += settings.map { "  " + $0 }
        if !inputs.isEmpty { lines.append("files") }
        lines += inputs.map { "  \($0.change.rawValue) \($0.name), for \($0.layer)" }
        if !steps.isEmpty { lines.append("steps") }
        lines += steps.map { "  \($0.id): \($0.differences.joined(separator: "; "))" }
        if !remade.isEmpty { lines.append("  made anew from these: \(remade.joined(separator: ", "))") }
        lines += mapLines
        lines += targetLines
        if !figures.isEmpty { lines.append("figures") }
        lines += figures.map { figure in
            "  \(figure.step) \(figure.name): \(Self.text(figure.before)) → \(Self.text(figure.after))"
        }
        return lines + notes
    }

    private var mapLines: [String] {
        guard let map else { return [] }
        let share = map.figures["changed_share"].map { "\(Self.text(100 * $0)) % of the cells changed" }
        let order = ["mean", "root_mean_square", "lowest", "highest", "correlation", "cells_gained", "cells_lost"]
        let rest = order.compactMap { name in map.figures[name].map { "\(name) \(Self.text($0))" } }
        return ["map: \(map.file)", "  " + ([share].compactMap(\.self) + rest).joined(separator: ", ")]
    }

    private var targetLines: [String] {
        var lines = ["targets: \(targets.kept.count) stayed, \(targets.came.count) came, \(targets.went.count) went"]
        for target in targets.kept where target.rankBefore != target.rankAfter || target.formerId != nil {
            let former = target.formerId.map { " (before: \($0))" } ?? ""
            lines.append("  \(target.id)\(former): rank \(target.rankBefore) → \(target.rankAfter)")
        }
        for (word, list) in [("came", targets.came), ("went", targets.went)] {
            for target in list {
                let place = [target.longitude, target.latitude].map(Self.text).joined(separator: ", ")
                lines.append("  \(word): \(target.id), rank \(target.rank), at \(place)")
                lines += target.why.map { "    " + $0 }
            }
        }
        return lines
    }

    /// To four digits behind the point; `-` for none.
    private static func text(_ value: Double?) -> String {
        guard let value else { return "-" }
        return abs(value) < 1e11 ? "\((value * 10000).rounded() / 10000)" : "\(value)"
    }
}
