import KernelTypes
import Operations
import Survey

extension SampleGathering {
    /// Which cells are to be read, and what they are for.
    struct Places: Sendable {
        enum Origin: Hashable, Sendable {
            case point, chosen
            /// Its rank among the known cells.
            case drawn(Int)
        }

        struct Case: Sendable {
            var cell: Cell
            var origin: Origin
            var values: [Float]
        }

        /// Known cells before each row.
        private let before: [Int]
        /// Ascending.
        private let ranks: [Int]
        private let points: TrainingPoints
        private let chosen: TrainingPoints

        init(known: [Int], ranks: [Int], points: TrainingPoints, chosen: TrainingPoints) {
            var before = [0]
            for count in known { before.append((before.last ?? 0) + count) }
            self.before = before
            self.ranks = ranks
            self.points = points
            self.chosen = chosen
        }

        /// The cases of some rows: points, then chosen negatives, then drawn cells.
        func pick(_ rasters: [any RasterSource], _ band: Range<Int>) throws -> [Case] {
            let strips = try rasters.map { try $0.strip(band) }
            func found(_ cell: Cell, _ origin: Origin) -> Case {
                Case(cell: cell, origin: origin, values: strips.map { $0[cell.column, cell.row] })
            }
            var cases = points.points(on: band).map { found(points.cells[$0], .point) }
            cases += chosen.points(on: band).map { found(chosen.cells[$0], .chosen) }
            var next = ranks.partition { $0 >= before[band.lowerBound] }
            for row in band {
                guard next < ranks.count, ranks[next] < before[row + 1] else { continue }
                var rank = before[row]
                for column in 0..<rasters[0].grid.columns {
                    guard strips.contains(where: { $0[column, row].isFinite }) else { continue }
                    if next < ranks.count && ranks[next] == rank {
                        cases.append(found(Cell(column: column, row: row), .drawn(rank)))
                        next += 1
                    }
                    rank += 1
                }
            }
            return cases
        }
    }
}
