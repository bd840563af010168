/// What a worker says about its job.
package struct JobReport: Sendable, Codable, Hashable {
    /// File names inside the output directory, by the operation's output names.
    package var outputs: [String: String]
    /// What was measured or learned, such as `median` or `auc`.
    package var figures: [String: Double]
    /// Assumptions and remarks in words.
    package var notes: [String]
    /// What was found in a file that was examined.
    package var facts: [String: String]

    package init(
        outputs: [String: String] = [:], figures: [String: Double] = [:], notes: [String] = [],
        facts: [String: String] = [:]
    ) {
        self.outputs = outputs
        self.figures = figures
        self.notes = notes
        self.facts = facts
    }
}

/// Why a job did not end well.
package struct JobFailure: Error, Sendable, Codable, Hashable, CustomStringConvertible {
    package enum Code: String, Sendable, Codable {
        /// The input is at fault: trying again gives the same.
        case badData
        /// The campaign or command line asks for something impossible.
        case usage
        case noInput
        /// The machine is at fault (disk full, out of memory): worth another try.
        case temporary
        /// The worker crashed, used up what it may take, or ended without an answer.
        case died
        /// Something outside killed the worker: the file may be innocent.
        case killed
        /// A service or program that is needed is not there.
        case unavailable
    }

    package var code: Code
    /// The file that it is about, by its delivered name; empty where it is about none.
    package var file: String
    package var reason: String
    package var remedy: String

    package init(code: Code, file: String = "", reason: String, remedy: String) {
        self.code = code
        self.file = file
        self.reason = reason
        self.remedy = remedy
    }

    package var description: String {
        (file.isEmpty ? "" : "\(file): ") + reason + (remedy.isEmpty ? "" : "; \(remedy)")
    }

    /// The exit status of sysexits.h.
    package var exitStatus: Int32 {
        switch code {
        case .badData: 65
        case .usage: 64
        case .noInput: 66
        case .temporary, .died, .killed: 75
        case .unavailable: 69
        }
    }
}

extension JobFailure {
    /// Whether the same job on the same files fails again: not the machine's fault.
    package var isLasting: Bool {
        switch code {
        case .badData, .usage, .noInput, .died: true
        case .temporary, .killed, .unavailable: false
        }
    }
}
