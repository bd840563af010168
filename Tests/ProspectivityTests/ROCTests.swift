import KernelTypes
import Survey
import Testing

@testable import Prospectivity

@Suite struct ROCTests {
    @Test func `the area is the share of pairs that are ranked rightly, ties counting half`() throws {
        var random = SplitMix(seed: 9)
        for _ in 0..<40 {
            let columns = 1 + random.next(below: 12)
            let rows = 2 + random.next(below: 10)
            let scores = (0..<columns * rows).map { _ in
                random.next(below: 8) == 0 ? Float.nan : Float(random.next(below: 6)) / 5
            }
            let world = SmallWorld(columns: columns, ["score": scores])
            let held = (0..<random.next(below: 9)).map { _ in random.next(below: columns * rows) }
            var pairs = 0
            var half = 0
            for cell in scores.indices where !held.contains(cell) && !scores[cell].isNaN {
                for point in held where !scores[point].isNaN {
                    pairs += 1
                    half += scores[point] > scores[cell] ? 2 : scores[point] == scores[cell] ? 1 : 0
                }
            }
            let expected = pairs > 0 ? Double(half) / Double(2 * pairs) : nil
            var seen: ROC?
            for height in 1...rows {
                let scan = Bands(of: world.evidence, height: height).scan
                let roc = try ROC(of: world.points(held), on: world.grid) { visit in try scan { visit($0[0]) } }
                #expect(roc.area == expected)
                #expect(roc == seen ?? roc)
                seen = roc
            }
        }
    }

    @Test func `the curve has that area under it, and rises from nothing to all`() throws {
        var random = SplitMix(seed: 10)
        let scores = (0..<200).map { _ in Float(random.next(below: 30)) / 30 }
        let world = SmallWorld(columns: 20, ["score": scores])
        let roc = try ROC(of: world.points([3, 3, 50, 120, 121, 180]), on: world.grid) { visit in
            visit(world.evidence[0])
        }
        let curve = roc.curve
        #expect(curve.first == .init(cost: 0, found: 0) && curve.last == .init(cost: 1, found: 1))
        #expect(zip(curve, curve.dropFirst()).allSatisfy { $0.cost <= $1.cost && $0.found <= $1.found })
        let area = zip(curve, curve.dropFirst()).reduce(0) {
            $0 + ($1.1.cost - $1.0.cost) * ($1.0.found + $1.1.found) / 2
        }
        #expect(abs(area - (roc.area ?? .nan)) < 1e-12)
    }

    @Test func `the success rate counts the area that a threshold selects`() throws {
        let world = SmallWorld(columns: 4, ["score": [0.9, 0.5, 0.2, .nan]])
        let roc = try ROC(of: world.points([1, 3]), on: world.grid) { visit in visit(world.evidence[0]) }
        #expect(
            roc.successRate == [
                .init(cost: 0, found: 0), .init(cost: 1.0 / 3, found: 0), .init(cost: 2.0 / 3, found: 1),
                .init(cost: 1, found: 1),
            ])
        #expect(roc.positives == 1 && roc.negatives == 2 && roc.area == 0.5)
    }

    @Test func `without a point there is no area`() throws {
        let world = SmallWorld(columns: 2, ["score": [0.9, 0.5]])
        let roc = try ROC(of: [], on: world.grid) { visit in visit(world.evidence[0]) }
        #expect(roc.area == nil && roc.curve.isEmpty && roc.successRate.isEmpty)
    }
}
