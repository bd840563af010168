import Jobs
import Operations
import Raster
import Survey

/// Reads known deposits and showings from any vector file or delimited text.
enum OccurrenceWork {
    static let runner = Runner(
        operation: Operation(
            name: "read-occurrences", summary: "Reads known deposits and showings, and keeps those of a kind.",
            family: .intake, inputs: [.init("in", .occurrences, "files of points; they are joined", isMany: true)],
            parameters: [
                Parameter("commodity", .words, isOptional: true, "keep those with any of these"),
                Parameter("deposit_type", .words, isOptional: true, "keep those whose type holds any of these"),
                Parameter("assume_crs", .text, isOptional: true, "the CRS of a file that has none"),
            ],
            outputs: [.init("out", .occurrences)], memory: .features,
            formula: """
                Names, commodities and types come from the fields `name`, `commodity` or `commodities`, and \
                `deposit_type` or `type`, whatever their case; commodities are parted at , ; / and blanks. A text has its positions in columns \
                such as longitude and latitude, or easting and northing; there, the word `and` parts commodities too, \
                and blanks belong to a name.
                """,
            source: "Gossan's own rule.", version: 2)
    ) { place in
        let grid = try place.grid()
        var found: [Occurrence] = []
        for input in place.inputs("in") {
            if let table = try OccurrenceTable.read(input, place) {
                found += table
            } else {
                let features = try VectorFile.read(input.path, into: grid.crs, assumedCRS: place.text("assume_crs"))
                found += features.flatMap(occurrences)
            }
        }
        let commodities = place.words("commodity")
        let types = place.words("deposit_type").map { $0.lowercased() }
        let kept = found.filter { occurrence in
            (commodities.isEmpty || !commodities.isDisjoint(with: occurrence.commodities))
                && (types.isEmpty || types.contains { occurrence.depositType.lowercased().contains($0) })
        }
        if kept.count < found.count {
            place.note("\(found.count - kept.count) of \(found.count) occurrences are of another commodity or type")
        }
        guard !kept.isEmpty else {
            throw JobFailure(
                code: .badData, file: try place.input("in").name,
                reason: "it holds no occurrence of the kind that is asked for",
                remedy: "check commodity and deposit_type of the layer in campaign.yaml")
        }
        place.record("occurrences", Double(kept.count))
        try OccurrenceFile.write(kept, to: place.output("out", file: "occurrences.json"))
    }

    /// One occurrence a point.
    static func occurrences(of feature: Feature) -> [Occurrence] {
        func text(_ names: String...) -> String {
            let found = names.lazy.compactMap { name in
                feature.attributes.first { $0.name.lowercased() == name }?.value.text
            }
            return found.first ?? ""
        }
        let name = text("name", "site_name", "deposit", "label").split(whereSeparator: \.isWhitespace)
        let commodities = text("commodities", "commodity", "commods", "commod")
            .split { ",;/ ".contains($0) }.map(String.init)
        let type = text("deposit_type", "dep_type", "type")
        guard case .points(let points) = feature.geometry else { return [] }
        return points.map {
            Occurrence(name: name.joined(separator: " "), location: $0, commodities: commodities, depositType: type)
        }
    }
}

extension [String] {
    fileprivate func isDisjoint(with others: [String]) -> Bool {
        let others = Set(others.map { $0.lowercased() })
        return !contains { others.contains($0.lowercased()) }
    }
}

extension Attribute.Value {
    fileprivate var text: String? {
        switch self {
        case .text(let text): text
        case .number(let number): "\(number)"
        case .missing: nil
        }
    }
}

extension Workplace {
    /// A list of words, empty where nothing is set.
    func words(_ name: String) -> [String] { job.parameters[name]?.list?.compactMap(\.text) ?? [] }
}
