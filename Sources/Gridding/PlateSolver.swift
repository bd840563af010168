import Operations
import Synchronization

/// From coarse to fine: each level starts from the one with twice its spacing.
struct PlateSolver {
    /// Bands are relaxed at the same time where a whole band lies between them; their height is part of the result.
    static let bandHeight = 32
    /// Sweeps over a band while it lies in the cache.
    static let sweepsAVisit = 2
    static let relaxation = 1.4

    private let levels: [PlateData]
    private let stencil: PlateStencil
    private(set) var finest: Plate
    /// At the finest level.
    private(set) var sweeps = 0
    /// The greatest of the last sweep at the finest level.
    private(set) var change = 0.0
    private(set) var hasConverged = true

    init(data: PlateData, columns: Int, rows: Int, ratio: Double, tension: Double) {
        var levels = [data]
        while let last = levels.last, min(last.columns, last.rows) > 8 { levels.append(PlateData(coarsening: last)) }
        self.levels = levels
        stencil = PlateStencil(ratio: ratio, tension: tension)
        finest = Plate(columns: columns, rows: rows)
    }

    /// Sweeps until the greatest change is below `limit` at the finest level, and the less the coarser.
    mutating func solve(to limit: Double, sweeps most: Int, at bench: any Workbench) throws {
        var coarser: Plate?
        for (level, data) in levels.enumerated().reversed() {
            let plate = level == 0 ? finest : Plate(columns: data.columns, rows: data.rows)
            if let coarser { try take(coarser, into: plate, at: bench) }
            let spacing = 1 << level
            let rules = PlateRules(data, stencil, factor: Self.relaxation)
            // Less than the last digits of a value never comes to rest.
            let least = max(limit / Double(spacing), data.resolution)
            try relax(plate, rules, to: least, sweeps: most * min(spacing, 64), at: bench)
            bench.record("sweeps_\(spacing)", Double(sweeps))
            bench.progress("minimum curvature", 1 / Double(1 << (2 * level)))
            coarser = plate
        }
    }

    private func take(_ coarser: Plate, into plate: Plate, at bench: any Workbench) throws {
        let bands = stride(from: 0, to: plate.rows, by: Self.bandHeight).map {
            $0..<min($0 + Self.bandHeight, plate.rows)
        }
        try bench.inParallel(bands.count) { plate.take(coarser, rows: bands[$0]) }
    }

    private mutating func relax(
        _ plate: Plate, _ rules: PlateRules, to limit: Double, sweeps most: Int, at bench: any Workbench
    ) throws {
        let bands = stride(from: 0, to: plate.rows, by: Self.bandHeight).map {
            $0..<min($0 + Self.bandHeight, plate.rows)
        }
        // The last band would be thinner than a node's reach; it goes with the one before.
        var whole = bands
        if whole.count > 1, let last = whole.last, last.count < 2 {
            whole.removeLast()
            whole[whole.count - 1] = whole[whole.count - 1].lowerBound..<last.upperBound
        }
        sweeps = 0
        hasConverged = false
        while sweeps < most {
            plate.setEdges(stencil)
            // A measured visit takes longer; the first sweeps are never the last.
            let isMeasured =
                sweeps % (8 * Self.sweepsAVisit) == 6 * Self.sweepsAVisit || sweeps + Self.sweepsAVisit >= most
            let greatest = try visit(whole, of: plate, rules, isMeasured: isMeasured, at: bench)
            sweeps += Self.sweepsAVisit
            if isMeasured {
                change = greatest
                if change <= limit {
                    hasConverged = true
                    return
                }
            }
        }
    }

    /// Every second band, then the others.
    private func visit(
        _ bands: [Range<Int>], of plate: Plate, _ rules: PlateRules, isMeasured: Bool, at bench: any Workbench
    ) throws -> Double {
        let greatest = Mutex(0.0)
        let stencil = stencil
        for parity in 0..<2 {
            let turn = stride(from: parity, to: bands.count, by: 2).map { bands[$0] }
            let relax: @Sendable (Int) -> Void = { index in
                var room = Plate.Room(plate)
                var change = 0.0
                for sweep in 0..<Self.sweepsAVisit {
                    change = plate.relax(
                        turn[index], stencil, rules, isMeasured: isMeasured && sweep == Self.sweepsAVisit - 1, &room)
                }
                greatest.withLock { $0 = max($0, change) }
            }
            if turn.count > 1 { try bench.inParallel(turn.count, relax) } else { turn.indices.forEach(relax) }
        }
        return greatest.withLock { $0 }
    }
}
