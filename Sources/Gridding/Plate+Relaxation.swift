extension Plate {
    /// Room for a sweep of one thread.
    struct Room {
        /// A row before a sweep.
        fileprivate var row: [Float]
        /// Of one phase of a row: what its nodes were, and the part of the rule of nodes with data that all share.
        fileprivate var olds: [Float]
        fileprivate var sums: [Float]

        init(_ plate: Plate) {
            row = Array(repeating: 0, count: plate.stride)
            olds = Array(repeating: 0, count: plate.lane + 8)
            sums = olds
        }
    }

    /// The nodes of a phase with the twelve that surround each, as lanes with the same index.
    fileprivate struct Lanes {
        typealias Lane = UnsafeMutablePointer<Float>
        let here, w1, e1, w2, e2, n1, s1, n2, s2, nw, ne, sw, se: Lane

        init(_ plate: Plate, _ row: Int, _ phase: Int) {
            here = plate.lane(row, phase: phase, offset: 0)
            w1 = plate.lane(row, phase: phase, offset: -1)
            e1 = plate.lane(row, phase: phase, offset: 1)
            w2 = plate.lane(row, phase: phase, offset: -2)
            e2 = plate.lane(row, phase: phase, offset: 2)
            n1 = plate.lane(row - 1, phase: phase, offset: 0)
            s1 = plate.lane(row + 1, phase: phase, offset: 0)
            n2 = plate.lane(row - 2, phase: phase, offset: 0)
            s2 = plate.lane(row + 2, phase: phase, offset: 0)
            nw = plate.lane(row - 1, phase: phase, offset: -1)
            ne = plate.lane(row - 1, phase: phase, offset: 1)
            sw = plate.lane(row + 1, phase: phase, offset: -1)
            se = plate.lane(row + 1, phase: phase, offset: 1)
        }
    }

    /// One sweep over some rows, north to south; the greatest change of a node where `isMeasured`, else 0.
    func relax(
        _ band: Range<Int>, _ stencil: PlateStencil, _ rules: PlateRules, isMeasured: Bool, _ room: inout Room
    ) -> Double {
        var change: Float = 0
        for row in band {
            if isMeasured { copy(row, to: &room.row) }
            for phase in 0..<4 { relax(row, phase, stencil, rules, &room) }
            if isMeasured { change = max(change, greatestChange(row, from: room.row)) }
        }
        return Double(change)
    }

    private func copy(_ row: Int, to line: inout [Float]) {
        let start = lane(row, phase: 0, offset: 0)
        for index in 0..<stride { line[index] = start[index] }
    }

    private func greatestChange(_ row: Int, from line: [Float]) -> Float {
        let start = lane(row, phase: 0, offset: 0)
        var change: Float = 0
        for phase in 0..<4 {
            let first = phase * lane + 1
            for index in first..<(first + (columns - phase + 3) / 4) {
                change = max(change, abs(start[index] - line[index]))
            }
        }
        return change
    }

    private func relax(
        _ row: Int, _ phase: Int, _ stencil: PlateStencil, _ rules: PlateRules, _ room: inout Room
    ) {
        let lanes = Lanes(self, row, phase)
        let end = 1 + (columns - phase + 3) / 4
        rules.with(row: row, phase: phase) { own in
            guard !own.isEmpty else { return lanes.relaxFree(until: end, rules.free) }
            // The free nodes' rule runs over all nodes; those with a datum are then set anew from what they were.
            room.olds.withUnsafeMutableBufferPointer { olds in
                room.sums.withUnsafeMutableBufferPointer { sums in
                    guard let olds = olds.baseAddress, let sums = sums.baseAddress else { return }
                    lanes.relax(until: end, rules.free, rules.held, olds: olds, sums: sums)
                    lanes.set(own, keep: rules.free.keep, olds: olds, sums: sums)
                }
            }
        }
    }
}

extension Plate.Lanes {
    private typealias Eight = SIMD8<Float>

    @inline(__always) private func eight(_ lane: Lane, _ k: Int) -> Eight {
        UnsafeRawPointer(lane + k).loadUnaligned(as: Eight.self)
    }

    /// The rule of nodes without a datum: Smith and Wessel (1990), equation A-4, over-relaxed.
    func relaxFree(until end: Int, _ free: PlateRules.Weights) {
        var k = 1
        while k + 8 <= end {
            var sum = eight(here, k) * free.keep
            sum += (eight(w1, k) + eight(e1, k)) * free.east1
            sum += (eight(n1, k) + eight(s1, k)) * free.north1
            sum += ((eight(nw, k) + eight(ne, k)) + (eight(sw, k) + eight(se, k))) * free.diagonal
            sum += (eight(w2, k) + eight(e2, k)) * free.east2
            sum += (eight(n2, k) + eight(s2, k)) * free.north2
            UnsafeMutableRawPointer(here + k).storeBytes(of: sum, as: Eight.self)
            k += 8
        }
        while k < end {
            here[k] = here[k] * free.keep + weighted(k, free)
            k += 1
        }
    }

    /// The same, keeping what the nodes were and the sums that nodes with a datum share.
    func relax(
        until end: Int, _ free: PlateRules.Weights, _ held: PlateRules.Weights, olds: Lane, sums: Lane
    ) {
        var k = 1
        while k + 8 <= end {
            let old = eight(here, k)
            let (east1, north1) = (eight(w1, k) + eight(e1, k), eight(n1, k) + eight(s1, k))
            let diagonal = (eight(nw, k) + eight(ne, k)) + (eight(sw, k) + eight(se, k))
            let (east2, north2) = (eight(w2, k) + eight(e2, k), eight(n2, k) + eight(s2, k))
            var sum = old * free.keep
            sum += east1 * free.east1
            sum += north1 * free.north1
            sum += diagonal * free.diagonal
            sum += east2 * free.east2
            sum += north2 * free.north2
            var shared = east1 * held.east1
            shared += north1 * held.north1
            shared += diagonal * held.diagonal
            shared += east2 * held.east2
            shared += north2 * held.north2
            UnsafeMutableRawPointer(here + k).storeBytes(of: sum, as: Eight.self)
            UnsafeMutableRawPointer(olds + k).storeBytes(of: old, as: Eight.self)
            UnsafeMutableRawPointer(sums + k).storeBytes(of: shared, as: Eight.self)
            k += 8
        }
        while k < end {
            let old = here[k]
            let shared = weighted(k, held)
            here[k] = old * free.keep + weighted(k, free)
            olds[k] = old
            sums[k] = shared
            k += 1
        }
    }

    /// In the order in which eight nodes are summed, so that a node's place changes no bit.
    @inline(__always) private func weighted(_ k: Int, _ weights: PlateRules.Weights) -> Float {
        var sum = (w1[k] + e1[k]) * weights.east1
        sum += (n1[k] + s1[k]) * weights.north1
        sum += ((nw[k] + ne[k]) + (sw[k] + se[k])) * weights.diagonal
        sum += (w2[k] + e2[k]) * weights.east2
        sum += (n2[k] + s2[k]) * weights.north2
        return sum
    }

    /// What nodes with a datum become: Smith and Wessel (1990), equations, over-relaxed.
    func set(_ rules: UnsafeBufferPointer<PlateRules.Rule>, keep: Float, olds: Lane, sums: Lane) {
        withUnsafeTemporaryAllocation(of: Lane.self, capacity: 16) { lanes in
            // By quadrant of the datum: the nodes behind it, beside, below and across, mirror images of the first's.
            for (place, lane) in [se, e1, n1, nw, sw, w1, n1, ne, ne, e1, s1, sw, nw, w1, s1, se].enumerated() {
                lanes.initializeElement(at: place, to: lane)
            }
            for rule in rules {
                let k = rule.index
                if rule.isExact {
                    here[k] = rule.constant
                    continue
                }
                let quadrant = 4 * rule.quadrant
                var value = olds[k] * keep + sums[k] * rule.scale
                value += lanes[quadrant][k] * rule.behind
                value += lanes[quadrant + 1][k] * rule.beside
                value += lanes[quadrant + 2][k] * rule.below
                value += lanes[quadrant + 3][k] * rule.across
                here[k] = value + rule.constant
            }
        }
    }
}
