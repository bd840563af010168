/// Which names a request may call this server by: a page elsewhere whose name was pointed at this machine (DNS
/// rebinding) is refused, since its browser still sends that page's name.
package struct HostRule: Hashable, Sendable {
    private let names: Set<String>

    /// Those of this machine's loopback, and what the administrator adds.
    package init(additional: [String] = []) {
        names = Set(["localhost", "127.0.0.1", "::1"] + additional.map { $0.lowercased() })
    }

    /// Whether a request's `Host` (with or without a port) names this server.
    package func allows(_ host: String?) -> Bool {
        guard let host, host.utf8.count <= 255 else { return false }
        let lower = host.lowercased()
        if lower.hasPrefix("[") {
            guard let end = lower.firstIndex(of: "]") else { return false }
            let name = lower[lower.index(after: lower.startIndex)..<end]
            return isPort(lower[lower.index(after: end)...]) && names.contains(String(name))
        }
        let name = lower.prefix { $0 != ":" }
        return isPort(lower[name.endIndex...]) && names.contains(String(name))
    }

    private func isPort(_ text: Substring) -> Bool {
        if text.isEmpty { return true }
        return text.first == ":" && text.utf8.count <= 6 && text.dropFirst().allSatisfy { ("0"..."9").contains($0) }
    }
}
