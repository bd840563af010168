package import Survey

/// What one correction did, for the report that a geophysicist signs: in words, figures, tables and small plots.
package struct QualityRecord: Hashable, Sendable, Codable {
    /// The operation's name.
    var operation: String
    /// What was done with which settings, one sentence each.
    package var statements: [String]
    var figures: [Figure] = []
    /// What was done on each line, loop, batch or crossing.
    var tables: [NamedTable] = []
    /// What was done to single readings, or to runs of them.
    var remarks: [Remark] = []
    /// Readings with a remark beyond those that are listed, so that a record stays small.
    var unlisted = 0
    var plots: [Plot] = []

    private static let mostRemarks = 5000

    package init(_ operation: String, _ statements: [String] = []) {
        self.operation = operation
        self.statements = statements
    }

    struct Figure: Hashable, Sendable, Codable {
        var name: String
        var value: Double
        /// Empty for a pure number.
        var unit: String
    }

    struct NamedTable: Hashable, Sendable, Codable {
        var title: String
        var table: Table
    }

    /// Readings one after the other of which the same is to be said.
    struct Remark: Hashable, Sendable, Codable {
        var first: Int
        var last: Int
        var text: String
    }

    /// A drawing of a few hundred points at most a curve.
    struct Plot: Hashable, Sendable, Codable {
        enum Kind: String, Hashable, Sendable, Codable {
            /// Curves over a common axis.
            case profile
            /// Bars: `x` the middles, `y` the counts, side by side a curve.
            case histogram
            /// Points without lines.
            case scatter
        }

        var title: String
        var kind: Kind
        /// With their unit.
        var xTitle: String
        var yTitle: String
        var curves: [Curve]
    }

    struct Curve: Hashable, Sendable, Codable {
        var name: String
        var x: [Double]
        /// Only finite values, as JSON has no other.
        var y: [Double]
    }

    /// Adds a figure; one without a value is none.
    package mutating func add(_ name: String, _ value: Double, _ unit: String = "") {
        // JSON has no NaN; a figure without a value is no figure.
        if value.isFinite { figures.append(Figure(name: name, value: value, unit: unit)) }
    }

    /// Adds a table under a title.
    package mutating func add(_ title: String, _ table: Table) {
        tables.append(NamedTable(title: title, table: table))
    }

    /// Runs of readings that share a text; `text` gives `nil` for those of which nothing is to be said.
    mutating func remark(on count: Int, _ text: (Int) -> String?) {
        for index in 0..<count {
            guard let text = text(index) else { continue }
            if let last = remarks.indices.last, remarks[last].last == index - 1, remarks[last].text == text {
                remarks[last].last = index
            } else if remarks.count >= Self.mostRemarks {
                unlisted += 1
            } else {
                remarks.append(Remark(first: index, last: index, text: text))
            }
        }
    }
}
