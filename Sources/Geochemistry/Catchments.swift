import KernelTypes
package import Operations
import Survey

/// The ground that each stream sediment sample speaks for.
package struct Catchments: Procedure {
    package static let declaration = Operation(
        name: "catchments",
        summary: "Spreads the value of each stream sediment sample over the ground that drains to it.",
        family: .geochemistry,
        inputs: [
            .init("dem", .raster, "heights"), .init("samples", .readings, "stream sediment samples"),
        ],
        parameters: [
            Parameter("channel", .text, "the channel whose values are spread"),
            Parameter(
                "snap", .integer(from: 0, to: 1_000), unit: "cells", default: 3,
                "a sample moves to the cell with most water within this many columns and rows; 0 leaves it"),
        ],
        outputs: [.init("out", .raster), .init("basins", .raster), .init("table", .table)], memory: .whole,
        formula: """
            A cell has the value of the first sample on its way down by 'flow-direction': of nested catchments, the \
            nearest downstream sample owns a cell. Of equally wet cells within 'snap', a sample moves to the nearest, \
            then the northernmost, then the westernmost. 'basins' has the reading's number from 1. No data where no \
            sample lies downstream. A sample without a value, or outside the grid, is left out; of two on one cell the \
            first stays. Each is counted in the figures.
            """,
        source: """
            Bonham-Carter, Rogers and Ellwood (1987), Journal of Geochemical Exploration 29; D8: O'Callaghan and Mark \
            (1984).
            """)

    private struct Sample {
        var reading: Int
        var value: Double
        var cell: Int
        var moved: Int
    }

    private let settings: Settings

    package init(_ settings: Settings) throws(OperationError) { self.settings = settings }

    package func run(at bench: any Workbench) throws {
        let readings = try bench.reading("samples")
        let name = try settings.text("channel")
        guard let channel = readings.channel(name) else {
            throw settings.error(
                .outOfRange, "channel", "there is no channel '\(name)'",
                suggestion(for: name, among: readings.channels.map(\.name)))
        }
        guard let crs = readings.crs else {
            throw settings.error(
                .unfitInput, "samples", "the samples have no CRS", "set 'assume_crs' where the layer is declared")
        }
        let (layer, routing) = try FlowRouting.of("dem", at: bench, Self.declaration, settings)
        let counts = routing.accumulation()
        let positions = try bench.project(readings.positions, from: crs, to: layer.grid.crs)
        let samples = try place(positions, channel, on: layer.grid, routing, counts, bench)

        var marked: [Int: Int32] = [:]
        for (index, sample) in samples.enumerated() { marked[sample.cell] = Int32(index) }
        let owners = routing.owners(marked)
        let values = samples.map { Float($0.value) }
        let numbers = samples.map { Float($0.reading + 1) }
        try layer.write("out", unit: channel.unit, at: bench) { owners[$0] < 0 ? .nan : values[Int(owners[$0])] }
        try layer.write("basins", unit: "", at: bench) { owners[$0] < 0 ? .nan : numbers[Int(owners[$0])] }
        try giveTable(samples, owners, counts, routing, layer.grid, channel, bench)
        bench.record("filled_cells", Double(routing.filled))
    }

    /// The samples on their cells, in the order of the readings.
    private func place(
        _ positions: [Point], _ channel: Readings.Channel, on grid: AnalysisGrid, _ routing: FlowRouting,
        _ counts: [Int32], _ bench: any Workbench
    ) throws -> [Sample] {
        let snap = try settings.integer("snap")
        var samples: [Sample] = []
        var taken: Set<Int> = []
        var (outside, empty, shared) = (0, 0, 0)
        for (reading, position) in positions.enumerated() {
            guard channel.values[reading].isFinite else {
                empty += 1
                continue
            }
            guard let cell = grid.cell(at: position),
                let wet = Self.wettest(around: cell, within: snap, on: grid, counts)
            else {
                outside += 1
                continue
            }
            guard taken.insert(wet.cell).inserted else {
                shared += 1
                continue
            }
            samples.append(Sample(reading: reading, value: channel.values[reading], cell: wet.cell, moved: wet.squared))
        }
        guard !samples.isEmpty else {
            throw settings.error(
                .unfitInput, "samples", "no sample with a value of '\(channel.name)' lies on ground with a height",
                "check the CRS of the samples, and put values for those below detection with 'substitute-censored'")
        }
        if empty > 0 {
            bench.note(
                "\(empty) samples have no value of '\(channel.name)' and were left out; "
                    + "\(channel.censored.count) are censored."
            )
        }
        if outside > 0 { bench.note("\(outside) samples lie off the terrain model and were left out.") }
        if shared > 0 { bench.note("\(shared) samples lie on the cell of an earlier one and were left out.") }
        for (name, count) in [
            ("samples", samples.count), ("without_value", empty), ("outside", outside), ("same_cell", shared),
        ] {
            bench.record(name, Double(count))
        }
        return samples
    }

    private static func wettest(
        around centre: Cell, within radius: Int, on grid: AnalysisGrid, _ counts: [Int32]
    ) -> (cell: Int, squared: Int)? {
        var best: (cell: Int, squared: Int)?
        for row in max(0, centre.row - radius)...min(grid.rows - 1, centre.row + radius) {
            for column in max(0, centre.column - radius)...min(grid.columns - 1, centre.column + radius) {
                let cell = row * grid.columns + column
                guard counts[cell] > 0 else { continue }
                let (x, y) = (column - centre.column, row - centre.row)
                let squared = x * x + y * y
                guard let known = best else {
                    best = (cell, squared)
                    continue
                }
                if counts[cell] > counts[known.cell] || (counts[cell] == counts[known.cell] && squared < known.squared)
                {
                    best = (cell, squared)
                }
            }
        }
        return best
    }

    private func giveTable(
        _ samples: [Sample], _ owners: [Int32], _ counts: [Int32], _ routing: FlowRouting, _ grid: AnalysisGrid,
        _ channel: Readings.Channel, _ bench: any Workbench
    ) throws {
        var owned = [Int](repeating: 0, count: samples.count)
        for owner in owners where owner >= 0 { owned[Int(owner)] += 1 }
        let metres = try bench.metresPerUnit(of: grid.crs) ?? 1
        let area = grid.cellArea * metres * metres / 1e6
        let rows: [[Table.Value]] = samples.indices.map { index in
            let sample = samples[index]
            let centre = grid.centre(column: sample.cell % grid.columns, row: sample.cell / grid.columns)
            let below = routing.downstream(of: sample.cell).map { owners[$0] } ?? -1
            return [
                .whole(sample.reading + 1), .number(sample.value), .number(centre.x), .number(centre.y),
                .number(Double(sample.moved).squareRoot()), .whole(owned[index]), .number(Double(owned[index]) * area),
                .number(Double(counts[sample.cell]) * area),
                below >= 0 ? .whole(samples[Int(below)].reading + 1) : .missing,
            ]
        }
        let columns = [
            "reading", channel.unit.isEmpty ? channel.name : "\(channel.name)_\(channel.unit)", "x", "y", "moved_cells",
            "cells", "area_km2", "drained_km2", "next_downstream",
        ]
        try bench.give(table: Table(columns: columns, rows: rows), to: "table")
    }
}
