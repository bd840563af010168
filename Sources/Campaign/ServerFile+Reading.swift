extension ServerFile {
    /// The settings of a file's text; an error names all that is wrong with it.
    package static func read(_ text: String, file: String) throws(CampaignError) -> ServerFile {
        let findings = Findings(file: file)
        var server = ServerFile()
        if let section = Document.section(of: text, into: findings) {
            server.read(section)
            section.finish()
        }
        try findings.throwIfAny()
        return server
    }

    private mutating func read(_ section: Section) {
        if let items = section["campaigns"]?.items() { campaigns = items.compactMap(Self.directory) }
        spool = section["spool"].flatMap(Self.directory)
        out = section["out"].flatMap(Self.directory)
        state = section["state"].flatMap(Self.directory)
        workers = section["workers"]?.integer(in: 1...1024)
        if let bytes = section["worker_memory"].flatMap({ Self.quantity($0, .memory, 64 * 1_048_576...1e15) }) {
            workerMemory = Int(bytes)
        }
        if let seconds = section["worker_seconds"]?.integer(in: 1...604_800) { workerSeconds = seconds }
        if let seconds = section["quiet_time"].flatMap({ Self.quantity($0, .time, 0.1...86_400) }) {
            quietTime = seconds
        }
        if let seconds = section["stall_time"].flatMap({ Self.quantity($0, .time, 0.1...604_800) }) {
            stallTime = seconds
        }
        if let seconds = section["rescan"].flatMap({ Self.quantity($0, .time, 1...86_400) }) { rescan = seconds }
        listen = section["listen"].flatMap(Self.address)
        if let items = section["web_hosts"]?.items() { webHosts = items.compactMap { $0.text() } }
    }

    private static func quantity(
        _ entry: Entry, _ dimension: Unit.Dimension, _ range: ClosedRange<Double>
    ) -> Double? {
        guard let value = entry.quantity(dimension) else { return nil }
        guard range.contains(value) else {
            entry.add(
                .badValue, "\(entry.path) is \(value < range.lowerBound ? "too small" : "too large")",
                remedy: "write a value such as \(dimension.example)")
            return nil
        }
        return value
    }

    /// An absolute path: the daemon's working directory says nothing to the one who writes the file.
    private static func directory(_ entry: Entry) -> String? {
        guard let path = entry.text() else { return nil }
        guard path.hasPrefix("/"), !path.utf8.contains(0) else {
            entry.add(
                .badValue, "\(entry.path) is '\(path.prefix(200))', no absolute path",
                remedy: "write a path that starts with '/'")
            return nil
        }
        return path
    }

    /// `HOST:PORT`, `[::1]:PORT` or `unix:/PATH`.
    private static func address(_ entry: Entry) -> Address? {
        guard let text = entry.text() else { return nil }
        if text.hasPrefix("unix:/") { return .unix(path: String(text.dropFirst("unix:".count))) }
        let host: Substring
        if text.hasPrefix("["), let end = text.firstIndex(of: "]"), text[end...].hasPrefix("]:") {
            host = text[text.index(after: text.startIndex)..<end]
        } else {
            host = text.prefix { $0 != ":" }
        }
        let port = text.lastIndex(of: ":").map { text[text.index(after: $0)...] }
        let isWhole = text == "\(host):\(port ?? "")" || text == "[\(host)]:\(port ?? "")"
        guard isWhole, !host.isEmpty, let port = port.flatMap({ Int($0) }), (1...65_535).contains(port) else {
            entry.add(
                .badValue, "\(entry.path) is '\(text.prefix(200))', no address",
                remedy: "write HOST:PORT such as 127.0.0.1:8080, or unix:/run/gossan/gossan.sock")
            return nil
        }
        return .tcp(host: String(host), port: port)
    }
}
