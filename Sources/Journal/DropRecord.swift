package import FoundationEssentials

/// One delivery of a drop, as the journal knows it.
package struct DropRecord: Hashable, Sendable {
    /// How it ended.
    package enum Verdict: String, Hashable, Sendable, Codable {
        case accepted, rejected
        /// The same bytes as an earlier delivery.
        case duplicate
    }

    /// One file of it.
    package struct Part: Hashable, Sendable {
        /// The original name's bytes.
        package var name: [UInt8]
        /// The original name as text for people.
        package var display: String
        /// The name of the copy.
        package var file: String
        /// 64 lower-case digits.
        package var sha: String
        /// Bytes.
        package var size: Int

        package init(name: [UInt8], display: String, file: String, sha: String, size: Int) {
            self.name = name
            self.display = display
            self.file = file
            self.sha = sha
            self.size = size
        }
    }

    /// Files within a folder or archive that were taken for a layer.
    package struct Content: Hashable, Sendable, Codable {
        /// One file of it.
        package struct File: Hashable, Sendable, Codable {
            /// The original name as text for people.
            package var display: String
            /// 64 lower-case digits.
            package var sha: String

            package init(display: String, sha: String) {
                self.display = display
                self.sha = sha
            }
        }

        package var layer: String
        /// What they are, whatever their names: 64 lower-case digits.
        package var sha: String
        /// Where the main file lies in the drop's directory.
        package var path: String
        /// The main one first.
        package var files: [File]
        package var notes: [String]

        package init(layer: String, sha: String, path: String, files: [File], notes: [String]) {
            self.layer = layer
            self.sha = sha
            self.path = path
            self.files = files
            self.notes = notes
        }
    }

    /// The order of arrival; 0 until it is recorded.
    package var sequence: Int64
    package var campaign: String
    /// The name of its directory in the spool; unique in its campaign.
    package var delivery: String
    /// What it is, whatever its name: 64 lower-case digits.
    package var sha: String
    /// The main file's original name, bytes.
    package var name: [UInt8]
    /// The main file's original name as text for people.
    package var display: String
    /// Bytes of all parts.
    package var size: Int
    /// The spool's word for where it stands.
    package var state: String
    package var verdict: Verdict?
    package var layer: String?
    /// What is wrong with a rejected one.
    package var reason: String?
    /// Where in it.
    package var place: String?
    package var remedy: String?
    package var notes: [String]
    package var duplicateOf: String?
    /// How often a reader died over it.
    package var attempts: Int
    /// How many tries have begun and have no end: one is running, or the daemon ended during them.
    package var interruptions = 0
    package var claimedAt: Date
    package var updatedAt: Date
    /// The main one first.
    package var parts: [Part]
    /// What of a folder or archive was taken; empty for files.
    package var contents: [Content] = []

    package init(
        campaign: String, delivery: String, sha: String, name: [UInt8], display: String, size: Int, state: String,
        verdict: Verdict? = nil, layer: String? = nil, reason: String? = nil, place: String? = nil,
        remedy: String? = nil, notes: [String] = [], duplicateOf: String? = nil, attempts: Int = 0, claimedAt: Date,
        updatedAt: Date? = nil, parts: [Part]
    ) {
        sequence = 0
        self.campaign = campaign
        self.delivery = delivery
        self.sha = sha
        self.name = name
        self.display = display
        self.size = size
        self.state = state
        self.verdict = verdict
        self.layer = layer
        self.reason = reason
        self.place = place
        self.remedy = remedy
        self.notes = notes
        self.duplicateOf = duplicateOf
        self.attempts = attempts
        self.claimedAt = claimedAt
        self.updatedAt = updatedAt ?? claimedAt
        self.parts = parts
    }
}
