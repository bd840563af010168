import Operations
import Yams

/// A mapping that remembers which keys were asked for, so that all others are mistakes.
final class Section {
    let entry: Entry
    /// All keys as written, in the order of the file.
    let all: [(name: String, entry: Entry)]
    private let keyPlaces: [String: Place]
    private var known: [String] = []

    init(_ pairs: Node.Mapping, of entry: Entry) {
        self.entry = entry
        var all: [(name: String, entry: Entry)] = []
        var places: [String: Place] = [:]
        for pair in pairs {
            let place = pair.key.mark.map { Place(line: $0.line, column: $0.column) }
            guard case .scalar(let key) = pair.key else {
                entry.findings.add(
                    .wrongType, at: place, key: entry.path, "a key\(Self.location(entry.path)) is no word",
                    remedy: "write a word before the colon")
                continue
            }
            let path = entry.path.isEmpty ? key.string : "\(entry.path).\(key.string)"
            // Keys that differ in quotes only are different nodes to the parser.
            guard places[key.string] == nil else {
                entry.findings.add(
                    .duplicateKey, at: place, key: path, "the key '\(key.string)' stands twice in one mapping",
                    remedy: "keep one")
                continue
            }
            places[key.string] = place
            all.append((key.string, Entry(node: pair.value, path: path, findings: entry.findings)))
        }
        self.all = all
        self.keyPlaces = places
    }

    /// Where a key stands; the section itself where it is not there.
    func place(of key: String) -> Place? { keyPlaces[key] ?? entry.place }

    /// The value of a key, which is known from now on.
    subscript(_ key: String) -> Entry? {
        if !known.contains(key) { known.append(key) }
        return all.first { $0.name == key }?.entry
    }

    /// The value of a key that has to be there.
    func required(_ key: String, _ remedy: String) -> Entry? {
        if let found = self[key] { return found }
        entry.findings.add(
            .missingKey, at: entry.place, key: path(of: key), "the key '\(key)' is missing\(Self.location(entry.path))",
            remedy: remedy)
        return nil
    }

    /// Adds a finding for each key that nobody asked for. `elsewhere` explains keys that are right in another place.
    func finish(elsewhere: [String: String] = [:]) {
        for (name, value) in all where !known.contains(name) {
            entry.findings.add(
                .unknownKey, at: place(of: name), key: value.path, "unknown key '\(name)'\(Self.location(entry.path))",
                remedy: elsewhere[name] ?? suggestion(for: name, among: known))
        }
    }

    func path(of key: String) -> String { entry.path.isEmpty ? key : "\(entry.path).\(key)" }

    private static func location(_ path: String) -> String { path.isEmpty ? "" : " in \(path)" }
}
