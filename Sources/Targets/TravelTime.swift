import KernelTypes
package import Operations
import Survey

/// The time that it takes to get from each cell to the nearest of some places, over terrain and along roads.
package struct TravelTime: Procedure {
    private let speed: TravelSpeed

    package init(_ settings: Settings) throws(OperationError) {
        speed = TravelSpeed(
            vehicle: try settings.number("vehicle_speed") / 3.6, steepest: try settings.number("steepest") / 100,
            road: try settings.number("road_speed") / 3.6, walkingFactor: try settings.number("walking_factor"))
    }

    package func run(at bench: any Workbench) throws {
        let elevation = try bench.rasters("elevation").first
        let grid = try elevation?.grid ?? bench.grid()
        let perCell = LeastTime.bytesPerCell + 4
        try bench.require(bytes: perCell * grid.cellCount, of: Self.declaration, for: "travel time on this grid")
        let metres = try bench.metresPerUnit(of: grid.crs)
        let ground = Ground(grid, metresPerUnit: metres)
        var time = LeastTime(
            columns: grid.columns, rows: grid.rows, widths: (0..<grid.rows).map { Self.width(of: $0, ground) },
            height: metres.map { grid.cellHeight * $0 } ?? Self.heightOfDegrees(ground), speed: speed)
        if let barriers = try bench.rasters("barriers").first { try Self.setBarriers(barriers, &time) }
        for road in try bench.features("roads") { CellBurning.burn(road.geometry, on: grid) { time.setRoad($0) } }
        let starts = try Self.starts(bench, on: grid)
        bench.progress("spreading", 0)
        time.spread(from: starts, elevation: try elevation?.whole().cells)
        try Self.write(time.seconds, to: try bench.raster("out", on: grid, unit: "h"), bench)
    }

    private static func starts(_ bench: any Workbench, on grid: AnalysisGrid) throws -> [Cell] {
        var starts: [Cell] = []
        for feature in try bench.features("to") {
            CellBurning.burn(feature.geometry, on: grid) { starts.append($0) }
        }
        guard !starts.isEmpty else {
            throw OperationError(
                code: .unfitInput, operation: declaration.name, key: "to",
                reason: "no place to go to lies on the grid",
                remedy:
                    "give a feature within \(grid.bounds.west)...\(grid.bounds.east), \(grid.bounds.south)...\(grid.bounds.north)"
            )
        }
        return starts
    }

    private static func setBarriers(_ barriers: any RasterSource, _ time: inout LeastTime) throws {
        let grid = barriers.grid
        for band in grid.bands(ofAtMost: 256) {
            let strip = try barriers.strip(band)
            for row in band {
                strip.row(row).withSpan { span in
                    for column in span.indices where span[column] > 0 {
                        time.setBarrier(row * grid.columns + column)
                    }
                }
            }
        }
    }

    private static func write(_ seconds: [Float], to sink: any RasterSink, _ bench: any Workbench) throws {
        let grid = sink.grid
        var longest: Float = 0
        var cut = 0
        for band in grid.bands(ofAtMost: 256) {
            let strip = Strip(columns: grid.columns, rows: band, rasterRows: grid.rows)
            let start = band.lowerBound * grid.columns
            for index in 0..<strip.cells.count {
                let value = seconds[start + index]
                if value.isFinite { longest = max(longest, value) } else { cut += 1 }
                strip.cells[index] = value.isFinite ? value / 3600 : .nan
            }
            try sink.write(strip)
        }
        bench.record("longest", Double(longest) / 3600)
        if cut > 0 { bench.note("no way leads from \(cut) cells") }
    }

    private static func width(of row: Int, _ ground: Ground) -> Double {
        let grid = ground.grid
        if let metres = ground.metres { return grid.cellWidth * metres }
        // A cell's area over its height is its mean width.
        return max(1e-3, ground.cellArea(row: row) / heightOfDegrees(ground))
    }

    private static func heightOfDegrees(_ ground: Ground) -> Double {
        let grid = ground.grid
        let middle = (grid.north + grid.south) / 2
        return Ellipsoid.distance(
            from: Point(x: 0, y: middle - grid.cellHeight / 2), to: Point(x: 0, y: middle + grid.cellHeight / 2))
    }

    /// The registry's entry.
    package static let declaration = Operation(
        name: "travel-time",
        summary: "Gives the hours from each cell to the nearest of some places, over terrain and along roads.",
        family: .distance,
        inputs: [
            .init("to", .vector, "where to: roads, power, water, a port, a refinery"),
            .init("elevation", .raster, "heights in metres; level ground where it is not given", isOptional: true),
            .init("roads", .vector, "roads and tracks", isMany: true, isOptional: true),
            .init("barriers", .raster, "above 0 where nobody crosses, such as water or a border", isOptional: true),
        ],
        parameters: [
            .init(
                "vehicle_speed", .number(from: 0, to: 200), unit: "km/h", default: 15,
                "off roads on level ground; 0 for on foot"),
            .init(
                "steepest", .number(from: 0, to: 200), unit: "%", default: 30,
                "the slope at which a vehicle is at a fifth of its speed, and above which one walks"),
            .init("road_speed", .number(from: 1, to: 200), unit: "km/h", default: 40, "on roads"),
            .init(
                "walking_factor", .number(from: 0.1, to: 1), default: 0.6,
                "walking off paths against walking on them; Tobler's is 0.6"),
        ],
        memory: .whole,
        formula: """
            Least sum of times over steps to 8 neighbours. Walking: 6 exp(-3.5 |s + 0.05|) km/h times the factor, the mean \
            pace of up and down; vehicle: its speed times 1 - 0.8 s / steepest; the quicker of both, at least 0.1 km/h; \
            between two cells of a road its speed. s is the difference in height over the distance of the cells' centres, \
            to a thousandth. Lines mark each cell that they touch. Cells without a height are not crossed.
            """,
        source: """
            Walking: Tobler (1993), Three presentations on geographical analysis and modeling. Least cost: Dijkstra (1959) \
            with the buckets of Dial (1969). Lines: Amanatides and Woo (1987). The vehicle's slowing is Gossan's own.
            """)
}
