extension ReportContent {
    /// A small map for a target's card.
    package struct Inset: Hashable, Sendable {
        /// The target's id.
        package var target: String
        package var title: String
        /// A PNG file's bytes.
        package var png: [UInt8]

        package init(target: String, title: String, png: [UInt8]) {
            self.target = target
            self.title = title
            self.png = png
        }
    }

    /// A chart as an SVG file's text; it is shown as a picture, so nothing in it runs.
    package struct Chart: Hashable, Sendable {
        package var title: String
        package var svg: String

        package init(title: String, svg: String) {
            self.title = title
            self.svg = svg
        }
    }

    /// The order of the targets under other weights, prices or methods.
    package struct Scenario: Hashable, Sendable {
        package var name: String
        /// Ids, best first.
        package var order: [String]

        package init(name: String, order: [String]) {
            self.name = name
            self.order = order
        }
    }

    /// A target of the run before that is no more.
    package struct Gone: Hashable, Sendable {
        package var id: String
        /// Ids of the targets that took its cells.
        package var into: [String]

        package init(id: String, into: [String]) {
            self.id = id
            self.into = into
        }
    }
}
