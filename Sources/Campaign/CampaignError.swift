/// All that is wrong with a campaign, grid or server file, or with the name of a drop; in the order of the lines.
package struct CampaignError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        case syntax, tooLarge, alias, tag
        case unknownKey, duplicateKey, missingKey, wrongType, badValue
        case unknownName, nameClash, wrongKind, cycle
        case noLayer, severalLayers
    }

    /// One mistake: where it stands, what it is and what to write instead.
    package struct Problem: Hashable, Sendable, CustomStringConvertible {
        package var code: Code
        /// The file, or the drop's name, that it is about.
        package var file: String
        /// `nil` where it is about no line.
        package var place: Place?
        /// The path of keys, such as `layers.tmi.resample`; empty for the whole file.
        package var key: String
        package var reason: String
        package var remedy: String

        package init(code: Code, file: String, place: Place?, key: String, reason: String, remedy: String) {
            self.code = code
            self.file = file
            self.place = place
            self.key = key
            self.reason = reason
            self.remedy = remedy
        }

        package var line: Int? { place?.line }
        package var column: Int? { place?.column }

        /// `campaign.yaml:7:3: unknown key 'resampel' in layers.tmi; did you mean 'resample'?`
        package var description: String {
            let position = place.map { ":\($0.line):\($0.column)" } ?? ""
            return "\(file)\(position): \(reason)" + (remedy.isEmpty ? "" : "; \(remedy)")
        }
    }

    /// At least one.
    package var problems: [Problem]

    package init(problems: [Problem]) {
        precondition(!problems.isEmpty, "an error says what is wrong")
        self.problems = problems
    }

    /// One line a problem.
    package var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// A position in a text file; both count from 1, columns in Unicode scalars.
package struct Place: Hashable, Sendable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}
