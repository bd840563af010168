import Operations
import Survey

/// Readings on their way into cells: one channel, in the grid's CRS, those with a place and a value.
struct ReadingFlow {
    let grid: AnalysisGrid
    /// The channel's.
    let unit: String
    /// Metres that a unit of the grid's CRS measures; `nil` where it is an angle.
    let metresPerUnit: Double?
    /// How many there may be.
    let most: Int
    private let parts: any ReadingParts
    private let channel: Readings.Channel
    private let crs: String
    private let operation: String

    init(from bench: any Workbench, channel name: String?, of operation: Operation) throws {
        grid = try bench.grid()
        parts = try bench.readingParts("in")
        most = parts.count
        self.operation = operation.name
        guard let crs = parts.head.crs else {
            throw OperationError(
                code: .unfitInput, operation: operation.name, key: "in", reason: "the readings have no CRS",
                remedy: "declare it with the layer")
        }
        self.crs = crs
        channel = try ChannelReadings.channel(of: parts.head, name, operation.name)
        unit = channel.unit
        metresPerUnit = try bench.metresPerUnit(of: grid.crs)
    }

    /// Calls `body` with each part's places and values; how many of them there were.
    func each(at bench: any Workbench, _ body: ([Point], [Double]) -> Void) throws -> Int {
        var count = 0
        try parts.each(of: channel.name) { positions, values in
            let moved = crs == grid.crs ? positions : try bench.project(positions, from: crs, to: grid.crs)
            if zip(moved, values).allSatisfy(ChannelReadings.isUsable) {
                count += values.count
                return body(moved, values)
            }
            let kept = moved.indices.filter { ChannelReadings.isUsable(moved[$0], values[$0]) }
            count += kept.count
            if !kept.isEmpty { body(kept.map { moved[$0] }, kept.map { values[$0] }) }
        }
        guard count > 0 else {
            throw error(
                "no reading has a value in the channel '\(channel.name)'",
                "set another channel, or check the layer's nodata")
        }
        return count
    }

    /// Metres a unit, for an operation that needs distances.
    func unitInMetres() throws(OperationError) -> Double {
        guard let metresPerUnit else {
            throw error("the grid is in degrees, in which distances east and north differ", "set a projected grid")
        }
        return metresPerUnit
    }

    /// No reading lies on the grid.
    func outside() -> OperationError {
        error("no reading lies on the grid", "check the CRS of the readings, or the grid's bounds")
    }

    private func error(_ reason: String, _ remedy: String) -> OperationError {
        OperationError(code: .unfitInput, operation: operation, key: "in", reason: reason, remedy: remedy)
    }
}
