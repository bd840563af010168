/// One family of Prometheus samples. Labels take values of closed lists only: names from files never become labels.
package struct Metric: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable { case counter, gauge, histogram }

    /// One number, with the ending that histograms give theirs.
    package struct Sample: Hashable, Sendable {
        package var ending: String
        package var labels: [String: String]
        package var value: Double

        package init(_ value: Double, labels: [String: String] = [:], ending: String = "") {
            self.ending = ending
            self.labels = labels
            self.value = value
        }
    }

    package var name: String
    package var help: String
    package var kind: Kind
    package var samples: [Sample]

    package init(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
        self.name = name
        self.help = help
        self.kind = kind
        self.samples = samples
    }

    /// The families as Prometheus reads them, text format 0.0.4.
    package static func text(of metrics: [Metric]) -> String {
        metrics.map { metric in
            let head = "# HELP \(metric.name) \(escaped(metric.help))\n# TYPE \(metric.name) \(metric.kind.rawValue)\n"
            return head + metric.samples.map { line(metric.name, $0) }.joined()
        }.joined()
    }

    private static func line(_ name: String, _ sample: Sample) -> String {
        let labels = sample.labels.sorted { $0.key < $1.key }.map { key, value in
            "\(key)=\"\(escaped(value).replacing("\"", with: "\\\""))\""
        }
        let braces = labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
        return "\(name)\(sample.ending)\(braces) \(number(sample.value))\n"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    }

    private static func number(_ value: Double) -> String {
        if value == .infinity { return "+Inf" }
        if let whole = Int64(exactly: value) { return String(whole) }
        return String(value)
    }
}

extension String {
    /// Every occurrence of one text replaced by another.
    fileprivate func replacing(_ old: Character, with new: String) -> String {
        contains(old) ? map { $0 == old ? new : String($0) }.joined() : self
    }
}
