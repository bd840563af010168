import Operations
import Survey

/// What the steps of the gravity chain share: usual names, loops and stations.
enum GravityChain {
    static let endings = ["mgal", "tidefree", "driftfree", "absolute"]
    static let readingNames = ["gravity", "grav", "gravmgal", "gravitymgal", "corrgrav", "rawgrav", "observedgravity"]
    static let heightNames = [
        "elevation", "height", "altitude", "elevationm", "heightm", "altitudem", "heightellipsoidal",
        "ellipsoidalheight",
        "alt", "elev",
    ]
    static let stationNames = ["station", "stationid", "stationname", "point", "name", "id"]

    /// Readings from opening to closing a base, by name and in the order of time.
    struct Loop {
        var name: String
        var readings: [Int]
    }

    /// The loops that a column, the lines or nothing tells; a line is one loop, and all readings are where neither is.
    static func loops(of work: Correction, times: [Double]) throws(OperationError) -> [Loop] {
        var loops: [Loop] = []
        if let names = try work.words("loop", names: ["loop", "day", "loopid"]) {
            for (index, name) in names.enumerated() {
                if let known = loops.firstIndex(where: { $0.name == name }) {
                    loops[known].readings.append(index)
                } else {
                    loops.append(Loop(name: name, readings: [index]))
                }
            }
        } else {
            loops = work.lines.map { Loop(name: $0.name, readings: Array($0.readings)) }
        }
        return loops.map { loop in
            Loop(
                name: loop.name,
                readings: loop.readings.filter { times[$0].isFinite }.sorted { (times[$0], $0) < (times[$1], $1) })
        }
    }

    /// Seconds of each reading: its time, or a channel that counts from the start of each loop.
    static func times(of work: Correction) throws(OperationError) -> [Double] {
        let settings = work.settings
        if settings.values["time_channel"] == nil, work.readings.times.contains(where: \.isFinite) {
            return work.readings.times
        }
        guard
            let channel = try work.optionalChannel("time_channel", names: ["timeminutes", "minutes", "elapsedminutes"])
        else {
            throw work.unfit(
                "time_channel", "the readings have no times, and no channel counts them",
                "export them with times, or set time_channel and time_unit")
        }
        let seconds: [String: Double] = ["s": 1, "min": 60, "h": 3600, "d": 86400]
        let unit = try settings.text("time_unit")
        return channel.values.map { $0 * (seconds[unit] ?? 60) }
    }

    /// Names as they are typed in the field: 007 and 7.0 are station 7.
    static func key(_ name: String) -> String {
        guard let number = Double(name), number.isFinite else { return name.lowercased() }
        return "\(number)"
    }

    static func stations(of work: Correction) throws(OperationError) -> [String] {
        guard let stations = try work.words("station", names: stationNames) else {
            throw work.unfit("station", "no column says which station a reading is of", "set station to that column")
        }
        return stations
    }
}
