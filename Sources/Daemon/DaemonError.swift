/// Why the daemon or a command cannot go on, and what to do.
package struct DaemonError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Code: String, Sendable {
        case usage, badData, noInput, unavailable, locked, io, temporary, configuration
    }
    package var code: Code
    /// The file or directory that it is about.
    package var path: String
    package var reason: String
    package var remedy: String

    package init(code: Code, path: String, reason: String, remedy: String) {
        self.code = code
        self.path = path
        self.reason = reason
        self.remedy = remedy
    }

    package var description: String {
        (path.isEmpty ? "" : "\(path): ") + reason + (remedy.isEmpty ? "" : "; \(remedy)")
    }

    /// The exit status of sysexits.h.
    package var exitStatus: Int32 {
        switch code {
        case .usage: 64
        case .badData: 65
        case .noInput: 66
        case .unavailable: 69
        case .locked: 73
        case .io: 74
        case .temporary: 75
        case .configuration: 78
        }
    }
}
