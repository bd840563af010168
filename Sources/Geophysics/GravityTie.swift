import Operations
import Survey

/// Ties each loop of relative gravity to stations whose absolute gravity is known.
struct GravityTie: Procedure {
    static let declaration = Operation(
        name: "gravity-tie", summary: "Ties loops of relative gravity to base stations of known absolute gravity.",
        family: .correction,
        inputs: [
            .init("in", .readings, "gravity readings without drift"),
            .init("bases", .document, "CSV with station_id and gravity (mGal)", isOptional: true),
        ],
        parameters: [
            Parameter(
                "channel", .text, isOptional: true,
                "gravity channel; default: the chain's last, or the only one in mGal"),
            Parameter(
                "station", .text, isOptional: true,
                "column of station names; default: the one called station or station_id"),
            Parameter(
                "loop", .text, isOptional: true,
                "column that tells the loops; default: loop or day, else the lines, else all is one"),
            Parameter(
                "gravity", .map, isOptional: true, "absolute gravity in mGal by station, such as { 31: 978567.41 }"),
            Parameter("suffix", .text, default: "absolute", "ending of the new channel's name"),
        ],
        outputs: Operation.Output.corrected, memory: .features,
        formula: "g + mean over the loop's readings of known bases of (known - g).",
        source: "Base ties as in Telford, Geldart and Sheriff (1990), Applied Geophysics.")

    private let settings: Settings

    init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
    }

    func run(at bench: any Workbench) throws {
        var work = Correction(try bench.reading("in"), settings)
        let channel = try work.channel(
            "channel", unit: "mGal", names: GravityChain.readingNames, endings: GravityChain.endings)
        let stations = try GravityChain.stations(of: work)
        let known = try bases(bench)
        let loops = try GravityChain.loops(of: work, times: [Double](repeating: 0, count: work.count))
        var absolute = [Double](repeating: .nan, count: work.count)
        var table = Table(columns: ["loop", "bases", "readings_of_bases", "tie_mGal", "tie_range_mGal"])
        for loop in loops {
            let ties = loop.readings.compactMap { index -> (station: String, tie: Double)? in
                guard channel.values[index].isFinite else { return nil }
                return known[GravityChain.key(stations[index])].map { (stations[index], $0 - channel.values[index]) }
            }
            guard !ties.isEmpty else {
                throw work.unfit(
                    "in",
                    """
                    the loop '\(loop.name)' reads none of the known stations \
                    \(known.keys.sorted().joined(separator: ", "))
                    """,
                    "give the gravity of one of its stations")
            }
            let sample = Sample(ties.map(\.tie))
            let tie = ties.reduce(0) { $0 + $1.tie } / Double(ties.count)
            for index in loop.readings { absolute[index] = channel.values[index] + tie }
            table.rows.append([
                .text(loop.name), .text(Set(ties.map(\.station)).sorted().joined(separator: " ")), .whole(ties.count),
                .number(tie), .number(sample.maximum - sample.minimum),
            ])
        }
        let name = "\(channel.name)_\(try settings.text("suffix"))"
        try work.addCorrected(name, chain: "mGal", unit: "mGal", absolute)
        work.quality.statements = ["\(name) is \(channel.name) tied to \(known.count) known stations, loop by loop."]
        work.quality.add("Ties by loop", table)
        try work.give(to: bench)
    }

    private func bases(_ bench: any Workbench) throws -> [String: Double] {
        var known: [String: Double] = [:]
        for (station, value) in settings.values["gravity"]?.map ?? [:] {
            known[GravityChain.key(station)] = value.number
        }
        for bytes in try bench.bytes("bases") {
            guard let table = DocumentTable(bytes), let station = table.column(GravityChain.stationNames),
                let gravity = table.column(GravityChain.readingNames)
            else {
                throw settings.error(
                    .unfitInput, "bases", "the table lacks station_id or gravity", "write it as CSV with both columns")
            }
            for (row, value) in zip(table.rows, table.numbers(gravity)) where value.isFinite {
                known[GravityChain.key(row[station])] = value
            }
        }
        guard !known.isEmpty else {
            throw settings.error(
                .missingInput, "bases", "no station's absolute gravity is known", "give --in bases=FILE, or set gravity"
            )
        }
        if let wrong = known.sorted(by: { $0.key < $1.key }).first(where: { !(970_000...990_000).contains($0.value) }) {
            throw settings.error(
                .unfitInput, "bases",
                "\(wrong.value) mGal at station \(wrong.key) is no gravity of the Earth's surface",
                "give it in mGal: 1 mGal is 10 µm/s²")
        }
        return known
    }
}
