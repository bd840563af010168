/// Who may read campaigns, drops and runs: everybody who reaches the socket, or those who send one of the tokens.
package struct AccessRule: Hashable, Sendable {
    private let tokens: [[UInt8]]

    /// The shortest token that counts: a shorter one could be guessed.
    package static let shortest = 16

    /// `text` is a file of tokens, one a line; empty lines and those that begin with `#` are left out. No line left means
    /// that no token is asked for.
    package init(text: String = "") {
        tokens = text.split(whereSeparator: \.isNewline).filter { $0.first != "#" }.map { Array($0.utf8) }
    }

    /// Lines that are too short to be tokens.
    package var weak: Int { tokens.count { $0.count < Self.shortest } }

    /// Whether a request with this `Authorization` may read what `path` names. Health and metrics tell nothing of what
    /// was dropped, and are for everybody.
    func allows(_ authorization: String?, path: String) -> Bool {
        guard !tokens.isEmpty, path.hasPrefix("/api/") else { return true }
        let scheme = "bearer "
        guard let authorization, authorization.lowercased().hasPrefix(scheme) else { return false }
        let sent = Array(authorization.utf8.dropFirst(scheme.utf8.count))
        // All are compared, each to its end: the time tells nothing of how far one agreed.
        return tokens.reduce(false) { found, token in
            let isSame = token.count >= Self.shortest && Self.areSame(token, sent)
            return found || isSame
        }
    }

    private static func areSame(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        guard one.count == other.count else { return false }
        return zip(one, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
