package import FoundationEssentials
import Store

/// What became of a drop: the content of `NAME.status.json`, from which the journal can be rebuilt.
package struct DropStatus: Hashable, Sendable, Codable {
    package var drop: ClaimedDrop
    package var state: DropState
    /// The campaign's layer that it was taken for.
    package var layer: String?
    /// What of a folder or archive was taken for layers; `nil` for files.
    package var contents: [Content]?
    /// Assumptions that were made, and other remarks.
    package var notes: [String]
    /// Why it was rejected.
    package var rejection: Rejection?
    /// The delivery that brought the same bytes first.
    package var duplicateOf: String?
    package var decidedAt: Date

    package init(
        drop: ClaimedDrop, state: DropState, layer: String? = nil, contents: [Content]? = nil, notes: [String] = [],
        rejection: Rejection? = nil,
        duplicateOf: String? = nil, decidedAt: Date
    ) {
        self.drop = drop
        self.state = state
        self.layer = layer
        self.contents = contents
        self.notes = notes
        self.rejection = rejection
        self.duplicateOf = duplicateOf
        self.decidedAt = decidedAt
    }
}

/// Why something was rejected, for the person who dropped it.
package struct Rejection: Hashable, Sendable, Codable {
    /// What is wrong.
    package var what: String
    /// In which file, line, band or record; empty where it is the whole file.
    package var place: String
    /// What to do about it.
    package var remedy: String

    package init(what: String, place: String = "", remedy: String) {
        self.what = what
        self.place = place
        self.remedy = remedy
    }

    /// The text of `NAME.reason.txt`; nothing in it that came from a file can forge a line.
    func text(name: String, details: [(String, String)]) -> String {
        var lines = [("File", name), ("What", what)]
        if !place.isEmpty { lines.append(("Where", place)) }
        lines.append(("Remedy", remedy))
        let width = 8
        let body = (lines + details).map { label, value in
            label + ":" + String(repeating: " ", count: max(1, width - label.utf8.count))
                + FileName.escaped(Array(value.utf8)) + "\n"
        }
        return "This file was not taken. It lies here as it was dropped.\n\n" + body.joined()
            + "\nTo have it looked at again, move it back to incoming/.\n"
    }
}
