import KernelTypes
import Survey
import Testing

@testable import Sample

/// Whether the layers tell of the deposits as much as they should: something each, everything none.
@Suite struct SignalTests {
    private static let seeds: [UInt64] = [1, 2]

    @Test(arguments: seeds)
    func `each layer is raised about the deposits, on the whole`(seed: UInt64) throws {
        let campaign = SampleCampaign(seed: seed, grid: .chagai(cell: 500))
        for name in ["tmi", "k", "clay", "iron"] {
            let layer = try layer(name, of: campaign)
            let effects = campaign.world.systems.map(\.centre).compactMap { effect(of: layer, at: $0, campaign.grid) }
            let mean = effects.reduce(0, +) / Double(effects.count)
            #expect(mean > 0.7, "\(name)")
            // Not so strong in every deposit that one layer would do.
            #expect(effects.contains { $0 < 0.7 }, "\(name)")
        }
    }

    @Test(arguments: seeds)
    func `planted deposits differ from the background as the known ones do`(seed: UInt64) throws {
        let campaign = SampleCampaign(seed: seed, grid: .chagai(cell: 500))
        var (planted, known) = (0.0, 0.0)
        for name in ["tmi", "k", "clay", "iron"] {
            let layer = try layer(name, of: campaign)
            let here = campaign.planted.compactMap { effect(of: layer, at: $0.location, campaign.grid) }
            let there = campaign.known.compactMap { effect(of: layer, at: $0.centre, campaign.grid) }
            planted += here.reduce(0, +) / Double(here.count) / 4
            known += there.reduce(0, +) / Double(there.count) / 4
        }
        #expect(planted > 0.7)
        #expect(planted > 0.4 * known)
        #expect(planted < 2.5 * known)
    }

    @Test(arguments: seeds)
    func `deposits lie nearer to faults than places at large`(seed: UInt64) {
        let world = SampleCampaign(seed: seed, grid: .chagai(cell: 1_500)).world
        var random = SeededGenerator(seed: 1, stream: .names)
        let bounds = world.bounds
        let atLarge = (0..<300).map { _ in
            world.network.distance(
                from: Point(
                    x: random.uniform(bounds.west...bounds.east), y: random.uniform(bounds.south...bounds.north)))
        }
        let deposits = world.systems.map { world.network.distance(from: $0.centre) }
        let meanAtLarge = atLarge.reduce(0, +) / 300
        #expect(deposits.reduce(0, +) / Double(deposits.count) < 0.7 * meanAtLarge)
    }

    @Test(arguments: seeds)
    func `weights of evidence learnt from the known find most of the planted, with false alarms`(seed: UInt64) throws {
        let campaign = SampleCampaign(seed: seed, grid: .chagai(cell: 500))
        let grid = campaign.grid
        var score = [Double](repeating: 0, count: grid.cellCount)
        let training = campaign.known.compactMap { grid.cell(at: $0.centre) }.map { $0.row * grid.columns + $0.column }
        for name in ["tmi", "k", "clay", "iron"] {
            let raised = raised(try layer(name, of: campaign), grid)
            add(raised, training: training, to: &score)
        }
        let near = (0..<grid.cellCount).map { cell -> Bool? in
            let (row, column) = cell.quotientAndRemainder(dividingBy: grid.columns)
            return campaign.world.network.distance(from: grid.centre(column: column, row: row)) < 600
        }
        add(near, training: training, to: &score)

        let limit = score.sorted()[grid.cellCount * 94 / 100]
        let found = campaign.planted.count { deposit in
            (0..<grid.cellCount).contains { cell in
                let (row, column) = cell.quotientAndRemainder(dividingBy: grid.columns)
                return score[cell] > limit
                    && grid.centre(column: column, row: row).distance(to: deposit.location) < 600
            }
        }
        #expect(found >= 4)
        // Cells picked blindly would nearly all lie away from the systems, whose halos cover a few per cent.
        let flagged = (0..<grid.cellCount).filter { score[$0] > limit }
        let alarms = flagged.count { cell in
            let (row, column) = cell.quotientAndRemainder(dividingBy: grid.columns)
            let place = grid.centre(column: column, row: row)
            return campaign.world.systems.allSatisfy { $0.centre.distance(to: place) > 2 * $0.halo.radius }
        }
        #expect(alarms > 0)
        #expect(alarms < flagged.count * 3 / 4)
    }

    private func layer(_ name: String, of campaign: SampleCampaign) throws -> [Double] {
        let raster = try #require(campaign.raster(name))
        let strip = Strip(
            columns: campaign.grid.columns, rows: 0..<campaign.grid.rows, rasterRows: campaign.grid.rows)
        raster.fill(strip)
        return strip.cells.values.map(Double.init)
    }

    /// How far the mean within 700 m stands above that of the ring from 2 to 4 km, in deviations of the ring.
    private func effect(of layer: [Double], at place: Point, _ grid: AnalysisGrid) -> Double? {
        var inner: [Double] = []
        var ring: [Double] = []
        for cell in 0..<grid.cellCount where !layer[cell].isNaN {
            let (row, column) = cell.quotientAndRemainder(dividingBy: grid.columns)
            let distance = grid.centre(column: column, row: row).distance(to: place)
            if distance < 700 { inner.append(layer[cell]) }
            if distance > 2_000 && distance < 4_000 { ring.append(layer[cell]) }
        }
        guard !inner.isEmpty, ring.count > 20 else { return nil }
        let mean = ring.reduce(0, +) / Double(ring.count)
        let variance = ring.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(ring.count)
        return (inner.reduce(0, +) / Double(inner.count) - mean) / variance.squareRoot()
    }

    /// Whether each cell stands a deviation above the cells within four of it; nil where it has no value.
    private func raised(_ layer: [Double], _ grid: AnalysisGrid) -> [Bool?] {
        (0..<grid.cellCount).map { cell in
            guard !layer[cell].isNaN else { return nil }
            let (row, column) = cell.quotientAndRemainder(dividingBy: grid.columns)
            var (count, sum, squares) = (0.0, 0.0, 0.0)
            for y in max(0, row - 4)...min(grid.rows - 1, row + 4) {
                for x in max(0, column - 4)...min(grid.columns - 1, column + 4) {
                    let value = layer[y * grid.columns + x]
                    guard !value.isNaN else { continue }
                    count += 1
                    sum += value
                    squares += value * value
                }
            }
            let mean = sum / count
            return layer[cell] - mean > max(0, squares / count - mean * mean).squareRoot()
        }
    }

    /// Adds the weights of a binary layer (Bonham-Carter 1994, chapter 9), in cells, with half a deposit where none is.
    private func add(_ layer: [Bool?], training: [Int], to score: inout [Double]) {
        let deposits = Double(training.count { layer[$0] != nil })
        let present = max(0.5, Double(training.count { layer[$0] == true }))
        let cells = Double(layer.count { $0 != nil })
        let raised = Double(layer.count { $0 == true })
        let positive = ((present / deposits) / ((raised - present) / (cells - deposits)))
        let absent = max(0.5, deposits - present)
        let negative = ((absent / deposits) / ((cells - raised - absent) / (cells - deposits)))
        let weights = (Elementary.log(positive), Elementary.log(negative))
        for cell in layer.indices {
            if let isRaised = layer[cell] { score[cell] += isRaised ? weights.0 : weights.1 }
        }
    }
}
