package import Operations
package import Survey

/// One channel of readings in the grid's CRS: those with a position and a value, in the order of the file.
package struct ChannelReadings: Sendable {
    package let grid: AnalysisGrid
    package let positions: [Point]
    package let values: [Double]
    /// The channel's.
    package let unit: String
    /// With ranges in `positions`.
    package let lines: [Readings.Line]
    /// Indices of these in the readings that were given; `nil` where all were kept.
    package let kept: [Int]?
    /// Metres that a unit of the grid's CRS measures; `nil` where it is an angle.
    package let metresPerUnit: Double?
    private let operation: String

    /// No CRS reaches as far; keeps squares of distances finite.
    private static let farthest = 1e15

    /// Whether a reading has a place and a value.
    static func isUsable(_ position: Point, _ value: Double) -> Bool {
        value.isFinite && abs(position.x) < farthest && abs(position.y) < farthest
    }

    package init(
        _ readings: Readings, channel: Readings.Channel, positions: [Point], on grid: AnalysisGrid,
        metresPerUnit: Double?, of operation: Operation
    ) throws(OperationError) {
        func isUsable(_ index: Int) -> Bool { Self.isUsable(positions[index], channel.values[index]) }
        self.grid = grid
        self.metresPerUnit = metresPerUnit
        self.operation = operation.name
        unit = channel.unit
        if positions.indices.allSatisfy(isUsable) {
            self.positions = positions
            values = channel.values
            lines = readings.lines
            kept = nil
        } else {
            let indices = positions.indices.filter(isUsable)
            self.positions = indices.map { positions[$0] }
            values = indices.map { channel.values[$0] }
            lines = readings.lines.map { line in
                let first = indices.firstSlot(atLeast: line.readings.lowerBound)
                let end = indices.firstSlot(atLeast: line.readings.upperBound)
                return Readings.Line(name: line.name, kind: line.kind, readings: first..<end)
            }
            kept = indices
        }
        guard !values.isEmpty else {
            throw OperationError(
                code: .unfitInput, operation: operation.name, key: "in",
                reason: "no reading has a value in the channel '\(channel.name)'",
                remedy: "set another channel, or check the layer's nodata")
        }
    }

    /// The readings of a bench's input `in`.
    init(from bench: any Workbench, channel name: String?, of operation: Operation) throws {
        let readings = try bench.reading("in")
        let grid = try bench.grid()
        func unfit(_ key: String, _ reason: String, _ remedy: String) -> OperationError {
            OperationError(code: .unfitInput, operation: operation.name, key: key, reason: reason, remedy: remedy)
        }
        guard let crs = readings.crs else {
            throw unfit("in", "the readings have no CRS", "declare it with the layer")
        }
        let channel = try Self.channel(of: readings, name, operation.name)
        let positions =
            crs == grid.crs ? readings.positions : try bench.project(readings.positions, from: crs, to: grid.crs)
        try self.init(
            readings, channel: channel, positions: positions, on: grid,
            metresPerUnit: try bench.metresPerUnit(of: grid.crs), of: operation)
    }

    /// The channel that is named; else the only one, else the last that the chain of corrections made.
    static func channel(
        of readings: Readings, _ name: String?, _ operation: String
    ) throws(OperationError) -> Readings.Channel {
        func unfit(_ key: String, _ reason: String, _ remedy: String) -> OperationError {
            OperationError(code: .unfitInput, operation: operation, key: key, reason: reason, remedy: remedy)
        }
        let choices = readings.channels.map(\.name).joined(separator: ", ")
        if let name {
            guard let found = readings.channel(name) else {
                throw unfit("channel", "the readings have no channel '\(name)'", "set one of \(choices)")
            }
            return found
        }
        if readings.channels.count == 1 { return readings.channels[0] }
        // Corrections note what they made: an anomaly goes before the value that it was made from.
        let made = ["reduced_mGal", "corrected_nT", "corrected_mGal"].compactMap { readings.facts[$0] }
        if let last = made.lazy.compactMap(readings.channel).first { return last }
        throw unfit(
            "channel", "the readings have \(readings.channels.count) channels",
            choices.isEmpty ? "give readings with a channel" : "set 'channel' to one of \(choices)")
    }

    /// Metres a unit, for an operation that needs distances.
    func unitInMetres() throws(OperationError) -> Double {
        guard let metresPerUnit else {
            throw OperationError(
                code: .unfitInput, operation: operation, key: "in",
                reason: "the grid is in degrees, in which distances east and north differ",
                remedy: "set a projected grid")
        }
        return metresPerUnit
    }

    /// No reading lies on the grid.
    func outside() -> OperationError {
        OperationError(
            code: .unfitInput, operation: operation, key: "in", reason: "no reading lies on the grid",
            remedy: "check the CRS of the readings, or the grid's bounds")
    }

    /// Something about the readings that keeps an operation from its work.
    func unfit(_ reason: String, remedy: String) -> OperationError {
        OperationError(code: .unfitInput, operation: operation, key: "in", reason: reason, remedy: remedy)
    }
}

extension [Int] {
    /// The first slot of an ascending list whose element is not below a number.
    func firstSlot(atLeast number: Int) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
