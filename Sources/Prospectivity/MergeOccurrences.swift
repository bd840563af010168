import KernelTypes
package import Operations
import Survey

/// Records of the same deposit as one, each of them shown.
package struct MergeOccurrences: Procedure {
    package static let declaration = Operation(
        name: "merge-occurrences", summary: "Finds records of the same deposit, shows them, and merges them by rule.",
        family: .intake, inputs: [.init("in", .occurrences, "known deposits and showings", isMany: true)],
        parameters: [
            Parameter(
                "distance", .number(from: 0, to: .infinity), unit: "m", default: 1000,
                "records nearer than this are one deposit"),
            Parameter(
                "name_distance", .number(from: 0, to: .infinity), unit: "m", default: 60_000,
                "records of the same name are one deposit up to this distance"),
            Parameter(
                "place", .choice(["middle", "first", "mean"]), default: "middle",
                """
                where the merged deposit lies: at the record nearest to all others of its name (so that one misplaced record \
                does not count), at the first record, or at the mean of all
                """),
            Parameter("commodity", .words, isOptional: true, "keep deposits with any of these, after merging"),
            Parameter("deposit_type", .words, isOptional: true, "keep deposits whose type holds any of these words"),
        ],
        outputs: [.init("out", .occurrences), .init("duplicates", .table)], memory: .features,
        formula: """
            Two records belong together within `distance`, or within `name_distance` where their names have the same \
            letters and digits; groups are joined through their members. The merged record has the name and type of \
            the first that has one, and the commodities of all.
            """,
        source: "Gossan's own rule.")

    private let distance: Double
    private let nameDistance: Double
    private let place: String
    private let commodities: [String]
    private let types: [String]

    package init(_ settings: Settings) throws(OperationError) {
        distance = try settings.number("distance")
        nameDistance = try settings.number("name_distance")
        place = try settings.text("place")
        commodities = settings.words("commodity").map { $0.lowercased() }
        types = settings.words("deposit_type").map { $0.lowercased() }
    }

    package func run(at bench: any Workbench) throws {
        let given = try bench.occurrences("in")
        let grid = try bench.grid()
        let scale = try GroundScale(of: grid, metres: bench.metresPerUnit(of: grid.crs))
        let places = given.map { scale.metres($0.location) }
        let groups = OccurrenceGroups(given, places: places, distance: distance, nameDistance: nameDistance).groups
        var merged: [Occurrence] = []
        var table = Table(columns: ["group", "name", "x", "y", "commodities", "metres_from_kept", "kept"])
        for (number, group) in groups.enumerated() {
            let kept = merge(group, given, places)
            merged.append(kept)
            guard group.count > 1 else { continue }
            for index in group {
                let offset = scale.metres(given[index].location).squaredDistance(to: scale.metres(kept.location))
                table.rows.append([
                    .whole(number + 1), .text(given[index].name), .number(given[index].location.x),
                    .number(given[index].location.y), .text(given[index].commodities.joined(separator: " ")),
                    .number(offset.squareRoot()), .text(given[index].location == kept.location ? "yes" : "no"),
                ])
            }
            let names = group.map { "'\(given[$0].name)'" }
            let apart = group.reduce(0.0) { max($0, places[group[0]].squaredDistance(to: places[$1]).squareRoot()) }
            let doubt =
                apart > 10 * distance ? "; they lie \(Int(apart / 1000)) km apart: check which place is right" : ""
            bench.note("\(group.count) records were taken for one deposit: " + names.joined(separator: ", ") + doubt)
        }
        let found = merged.filter(isWanted)
        if found.count < merged.count {
            bench.note("\(merged.count - found.count) of \(merged.count) deposits are of another commodity or type")
        }
        bench.record("records", Double(given.count))
        bench.record("deposits", Double(found.count))
        bench.record("duplicates", Double(given.count - merged.count))
        try bench.give(occurrences: found, to: "out")
        try bench.give(table: table, to: "duplicates")
    }

    private func isWanted(_ occurrence: Occurrence) -> Bool {
        let own = occurrence.commodities.map { $0.lowercased() }
        let type = occurrence.depositType.lowercased()
        return (commodities.isEmpty || own.contains(where: commodities.contains))
            && (types.isEmpty || types.contains { Self.holds(type, $0) })
    }

    private static func holds(_ text: String, _ word: String) -> Bool {
        let (text, word) = (Array(text.utf8), Array(word.utf8))
        guard !word.isEmpty, text.count >= word.count else { return word.isEmpty }
        return (0...(text.count - word.count)).contains { text[$0..<($0 + word.count)].elementsEqual(word) }
    }

    private func merge(_ group: [Int], _ given: [Occurrence], _ places: [Point]) -> Occurrence {
        var kept = given[group[0]]
        for index in group.dropFirst() {
            if kept.name.isEmpty { kept.name = given[index].name }
            if kept.depositType.isEmpty { kept.depositType = given[index].depositType }
            let known = Set(kept.commodities.map { $0.lowercased() })
            kept.commodities += given[index].commodities.filter { !known.contains($0.lowercased()) }
        }
        switch place {
        case "first": break
        case "mean":
            let count = Double(group.count)
            kept.location = Point(
                x: group.reduce(0) { $0 + given[$1].location.x } / count,
                y: group.reduce(0) { $0 + given[$1].location.y } / count)
        default:
            // A record without the name might be another deposit that came in through a misplaced one.
            let name = OccurrenceGroups.folded(kept.name)
            let namesakes = group.filter { OccurrenceGroups.folded(given[$0].name) == name }
            func total(_ index: Int) -> Double {
                namesakes.reduce(0) { $0 + places[index].squaredDistance(to: places[$1]).squareRoot() }
            }
            var best = (index: namesakes.first ?? group[0], total: Double.infinity)
            for index in namesakes where total(index) < best.total { best = (index, total(index)) }
            kept.location = given[best.index].location
        }
        return kept
    }
}
