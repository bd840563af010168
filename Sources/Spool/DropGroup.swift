package import Store

/// Files that belong together and make one drop.
package struct DropGroup: Hashable, Sendable {
    /// The file that is opened; where it has not arrived, the first part that has.
    package var main: FileName
    /// All parts, the main one first, the others by name.
    package var parts: [FileName]
    /// What the format cannot do without and has not arrived, in words such as `faults.shx`.
    package var missing: [String]
    /// Whether files of other names may still come to belong to it.
    package var mayGrow: Bool

    package init(main: FileName, parts: [FileName], missing: [String] = [], mayGrow: Bool = false) {
        self.main = main
        self.parts = parts
        self.missing = missing
        self.mayGrow = mayGrow
    }
}

extension DropGroup {
    /// The groups that names make, each name in exactly one; by the name of the main part.
    ///
    /// Parts share their stem byte for byte; extensions match in either case. A `.prj` that two files of one stem could
    /// claim goes to the one that comes first in the order shapefile, ERMapper, ASEG-GDF2, raw with header, the rest.
    package static func group(
        _ names: some Sequence<FileName>, references: [FileName: FileName] = [:]
    ) -> [DropGroup] {
        var grouping = Grouping(names)
        for family in FileFamily.all { grouping.gather(family, references) }
        for family in FileFamily.all { grouping.gatherHeadless(family) }
        return grouping.finish()
    }
}

/// The work of grouping: what is not yet in a group, and the groups so far.
private struct Grouping {
    private let sorted: [FileName]
    private var free: Set<FileName>
    private var byLowercase: [[UInt8]: [FileName]] = [:]
    private var groups: [DropGroup] = []

    init(_ names: some Sequence<FileName>) {
        free = Set(names)
        sorted = free.sorted()
        for name in sorted { byLowercase[name.lowercased, default: []].append(name) }
    }

    mutating func gather(_ family: FileFamily, _ references: [FileName: FileName]) {
        for main in sorted {
            guard let ending = family.mains.first(where: { main.hasEnding($0) }), free.contains(main) else { continue }
            let stem = main.bytes.dropLast(ending.utf8.count)
            var data = family.required.map { ending in
                // ENVI appends `.hdr` to the data's name or puts it in the extension's place.
                part(stem, ending) ?? (ending.isEmpty ? nil : part(main.bytes[...], ending))
            }
            if family.namesData, let named = references[main], free.contains(named), named != main { data = [named] }
            if family.needsHeader, data.allSatisfy({ $0 == nil }) { continue }
            take(family, main, stem, data)
        }
    }

    /// Parts whose main file is not there: they wait for it together.
    mutating func gatherHeadless(_ family: FileFamily) {
        guard !family.headless.isEmpty else { return }
        for first in sorted {
            guard let ending = family.headless.first(where: { first.hasEnding($0) }), free.contains(first) else {
                continue
            }
            let stem = first.bytes.dropLast(ending.utf8.count)
            let main = FileName.escaped(Array(stem)) + family.mains[0]
            var parts = [first]
            for other in family.headless + family.optional {
                if let name = part(stem, other), !parts.contains(name) { parts.append(name) }
            }
            add(DropGroup(main: first, parts: parts, missing: [main], mayGrow: true))
        }
    }

    func finish() -> [DropGroup] {
        let rest = sorted.filter { free.contains($0) }.map { name in
            let waits = FileFamily.companions.contains { name.hasEnding($0) }
            return DropGroup(
                main: name, parts: [name], missing: waits ? ["the file that \(name.display) belongs to"] : [],
                mayGrow: waits)
        }
        return (groups + rest).sorted { $0.main < $1.main }
    }

    private mutating func take(
        _ family: FileFamily, _ main: FileName, _ stem: ArraySlice<UInt8>, _ data: [FileName?]
    ) {
        var parts = [main] + data.compactMap(\.self)
        for ending in family.optional {
            if let name = part(stem, ending), !parts.contains(name) { parts.append(name) }
        }
        for ending in family.appended {
            if let name = part(main.bytes[...], ending), !parts.contains(name) { parts.append(name) }
        }
        let missing = zip(family.required, data).filter { $0.1 == nil }.map(\.0)
        let stemText = FileName.escaped(Array(stem))
        add(
            DropGroup(
                main: family.opensRequired ? parts.dropFirst().first { data.contains($0) } ?? main : main, parts: parts,
                missing: missing.map { $0.isEmpty ? "\(stemText) (the data of \(main.display))" : stemText + $0 },
                mayGrow: family.mayGrow || !missing.isEmpty))
    }

    private mutating func add(_ group: DropGroup) {
        free.subtract(group.parts)
        var group = group
        group.parts = [group.main] + group.parts.filter { $0 != group.main }.sorted()
        groups.append(group)
    }

    /// The free file of a stem and an ending in either case, the stem byte for byte.
    private func part(_ stem: ArraySlice<UInt8>, _ ending: String) -> FileName? {
        guard let name = FileName(bytes: Array(stem) + Array(ending.utf8)) else { return nil }
        return byLowercase[name.lowercased]?.first { free.contains($0) && $0.bytes.starts(with: stem) }
    }
}

extension FileName {
    /// Whether the name has an ending, in either case of its ASCII letters, and something before it.
    func hasEnding(_ ending: String) -> Bool {
        let count = ending.utf8.count
        return bytes.count > count
            && zip(bytes.suffix(count), ending.utf8).allSatisfy { byte, expected in
                byte == expected || ((0x41...0x5A).contains(byte) && byte + 32 == expected)
            }
    }
}
