package import Survey

/// How well a model does where it has not learned, and what may be said of it.
package struct Evaluation: Hashable, Sendable, Codable {
    /// A line of a plot, with its axes and perhaps a band.
    package struct Curve: Hashable, Sendable, Codable {
        /// As in a file name, such as `prediction-rate`.
        package var name: String
        package var title: String
        package var xTitle: String
        package var yTitle: String
        package var x: [Double]
        package var y: [Double]
        /// The band at 2.5 and 97.5 %; empty where there is none.
        package var low: [Double] = []
        package var high: [Double] = []
        /// Whether the line runs level between places, rather than straight.
        package var isStep = false
    }

    /// A named number.
    package struct Figure: Hashable, Sendable, Codable {
        package var name: String
        package var value: Double
    }

    /// Deposits and area on either side of a threshold.
    package struct Confusion: Hashable, Sendable, Codable {
        /// Share of the area that is selected.
        package var areaShare: Double
        package var found: Int
        package var missed: Int
        /// Unit cells without a deposit that are selected, and that are not.
        package var falseUnits: Double
        package var trueUnits: Double
    }

    package var model: String
    /// How cases were parted, in words.
    package var folds: String
    /// What the model may be trusted with, best first; the first is the sentence on trust.
    package var sentences: [String]
    package var figures: [Figure]
    /// Held-out curves first.
    package var curves: [Curve]
    package var reliability: Reliability?
    package var confusion: Confusion
    package var importance: [EvidenceImportance]
    package var null: NullTest?

    /// A figure by its name.
    package func figure(_ name: String) -> Double? { figures.first { $0.name == name }?.value }

    /// All curves as one long table, and the null test: the areas under the curve of shuffled deposits, ascending.
    package var curveTable: Table {
        var table = Table(columns: ["curve", "x", "y", "low", "high"])
        for curve in curves {
            for index in curve.x.indices {
                table.rows.append([
                    .text(curve.name), .number(curve.x[index]), .number(curve.y[index]),
                    curve.low.isEmpty ? .missing : .number(curve.low[index]),
                    curve.high.isEmpty ? .missing : .number(curve.high[index]),
                ])
            }
        }
        for (index, area) in (null?.shuffled ?? []).enumerated() {
            table.rows.append([.text("null-test"), .number(Double(index + 1)), .number(area), .missing, .missing])
        }
        return table
    }

    /// Figures, the confusion at the threshold, and importance as one table.
    package var figureTable: Table {
        var table = Table(columns: ["figure", "value"])
        for figure in figures { table.rows.append([.text(figure.name), .number(figure.value)]) }
        for (name, value) in [
            ("confusion.area_share", confusion.areaShare), ("confusion.found", Double(confusion.found)),
            ("confusion.missed", Double(confusion.missed)), ("confusion.false_unit_cells", confusion.falseUnits),
            ("confusion.true_unit_cells", confusion.trueUnits),
        ] {
            table.rows.append([.text(name), .number(value)])
        }
        for entry in importance {
            if let value = entry.permutation {
                table.rows.append([.text("permutation_importance.\(entry.evidence)"), .number(value)])
            }
            if let value = entry.dropColumn {
                table.rows.append([.text("drop_column_importance.\(entry.evidence)"), .number(value)])
            }
        }
        return table
    }
}
