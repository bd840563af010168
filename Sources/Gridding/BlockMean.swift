package import KernelTypes
package import Operations
package import Survey

/// Readings to a raster, each cell the mean of the readings within.
package struct BlockMean: ReadingGridder {
    package static let declaration = Operation(
        name: "grid-block-mean", summary: "Gives each cell the mean of the readings that lie in it.", family: .gridding,
        inputs: [.init("in", .readings, "readings with the channel to grid")], memory: .features,
        formula: """
            Σ v / n over the readings in the cell, which owns its western and northern edge, in the order of the file. \
            A cell without a reading has no data.
            """,
        source: "Arithmetic mean, summed in double precision; as GMT's blockmean with -C.")

    private let grid: AnalysisGrid
    /// Cells with readings, counted along the rows, ascending.
    private let cells: [Int]
    private let means: [Float]
    private let readings: Int

    package init(
        _ parameters: [String: ParameterValue], on grid: AnalysisGrid, positions: [Point], values: [Double],
        metresPerUnit: Double?
    ) throws(OperationError) {
        precondition(positions.count == values.count, "a value a reading")
        var sums: [Int: (sum: Double, count: Int)] = [:]
        var readings = 0
        for (position, value) in zip(positions, values) where value.isFinite {
            guard let cell = grid.cell(at: position) else { continue }
            readings += 1
            let before = sums[cell.row * grid.columns + cell.column] ?? (0, 0)
            sums[cell.row * grid.columns + cell.column] = (before.sum + value, before.count + 1)
        }
        guard readings > 0 else {
            throw values.contains(where: \.isFinite) ? Self.outside : .noReadings(Self.declaration.name)
        }
        self.grid = grid
        self.readings = readings
        let ordered = sums.sorted { $0.key < $1.key }
        cells = ordered.map(\.key)
        means = ordered.map { Float($0.value.sum / Double($0.value.count)) }
    }

    package func fill(_ output: Strip) {
        precondition(output.columns == grid.columns && output.rasterRows == grid.rows, "a strip of the grid")
        let first = output.rows.lowerBound * grid.columns
        for index in 0..<output.cells.count { output.cells[index] = .nan }
        var index = firstIndex(atLeast: first)
        while index < cells.count, cells[index] - first < output.cells.count {
            output.cells[cells[index] - first] = means[index]
            index += 1
        }
    }

    package var figures: [String: Double] { ["readings": Double(readings), "cells": Double(cells.count)] }

    private func firstIndex(atLeast cell: Int) -> Int {
        var low = 0
        var high = cells.count
        while low < high {
            let middle = (low + high) / 2
            if cells[middle] < cell { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static let outside = OperationError(
        code: .outOfRange, operation: declaration.name, key: "in", reason: "no reading lies on the grid",
        remedy: "check the CRS of the readings, or the grid's bounds")
}
