extension Plate {
    /// Room for the values before a change.
    struct Before {
        var data: [Double] = []
        var row: [Double]

        init(_ plate: Plate) { row = Array(repeating: 0, count: plate.stride) }
    }

    /// The nodes of a phase with the twelve that surround each, as lanes with the same index.
    fileprivate struct Lanes {
        typealias Lane = UnsafeMutablePointer<Double>
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
        _ band: Range<Int>, _ stencil: PlateStencil, _ data: PlateData, factor: Double, isMeasured: Bool,
        _ before: inout Before
    ) -> Double {
        var change = 0.0
        for row in band {
            if isMeasured { copy(row, to: &before.row) }
            for phase in 0..<4 { relax(row, phase, stencil, data, factor: factor, &before) }
            if isMeasured { change = max(change, greatestChange(row, from: before.row)) }
        }
        return change
    }

    private func copy(_ row: Int, to line: inout [Double]) {
        let start = lane(row, phase: 0, offset: 0)
        for index in 0..<stride { line[index] = start[index] }
    }

    private func greatestChange(_ row: Int, from line: [Double]) -> Double {
        let start = lane(row, phase: 0, offset: 0)
        var change = 0.0
        for phase in 0..<4 {
            let first = phase * lane + 1
            for index in first..<(first + (columns - phase + 3) / 4) {
                change = max(change, abs(start[index] - line[index]))
            }
        }
        return change
    }

    private func relax(
        _ row: Int, _ phase: Int, _ stencil: PlateStencil, _ data: PlateData, factor: Double, _ before: inout Before
    ) {
        let lanes = Lanes(self, row, phase)
        let indices = data.indices(row: row, phase: phase)
        let end = 1 + (columns - phase + 3) / 4
        data.withAll { all in
            // The free nodes' rule runs over all nodes; those with a datum are then set anew from what they were.
            before.data.removeAll(keepingCapacity: true)
            for index in indices { before.data.append(lanes.here[Int(all[index].column >> 2) + 1]) }
            lanes.relaxFree(until: end, stencil, factor: factor)
            before.data.withUnsafeBufferPointer { olds in
                for (old, index) in zip(olds, indices) {
                    let datum = all[index]
                    let k = Int(datum.column >> 2) + 1
                    lanes.here[k] = lanes.value(at: datum, k, stencil, old: old, factor: factor)
                }
            }
        }
    }
}

extension Plate.Lanes {
    private typealias Four = SIMD4<Double>

    @inline(__always) private func four(_ lane: Lane, _ k: Int) -> Four {
        UnsafeRawPointer(lane + k).loadUnaligned(as: Four.self)
    }

    /// The rule of a node without a datum: Smith and Wessel (1990), equation A-4, over-relaxed.
    func relaxFree(until end: Int, _ stencil: PlateStencil, factor: Double) {
        let keep = 1 - factor
        let ce1 = factor * stencil.east1
        let ce2 = factor * stencil.east2
        let cn1 = factor * stencil.north1
        let cn2 = factor * stencil.north2
        let cd = factor * stencil.diagonal
        var k = 1
        while k + 4 <= end {
            var sum = four(here, k) * keep
            sum += (four(w1, k) + four(e1, k)) * ce1
            sum += (four(n1, k) + four(s1, k)) * cn1
            sum += ((four(nw, k) + four(ne, k)) + (four(sw, k) + four(se, k))) * cd
            sum += (four(w2, k) + four(e2, k)) * ce2
            sum += (four(n2, k) + four(s2, k)) * cn2
            UnsafeMutableRawPointer(here + k).storeBytes(of: sum, as: Four.self)
            k += 4
        }
        while k < end {
            var sum = here[k] * keep
            sum += (w1[k] + e1[k]) * ce1
            sum += (n1[k] + s1[k]) * cn1
            sum += ((nw[k] + ne[k]) + (sw[k] + se[k])) * cd
            sum += (w2[k] + e2[k]) * ce2
            sum += (n2[k] + s2[k]) * cn2
            here[k] = sum
            k += 1
        }
    }

    /// What a node with a datum becomes: Smith and Wessel (1990), equations, over-relaxed.
    @inline(__always)
    func value(
        at datum: PlateData.Datum, _ k: Int, _ stencil: PlateStencil, old: Double, factor: Double
    ) -> Double {
        // Close enough to be the node itself.
        if abs(datum.east) < 0.05, abs(datum.north) < 0.05 { return Double(datum.value) }
        var sum = stencil.datumEast1 * (w1[k] + e1[k])
        sum += stencil.datumNorth1 * (n1[k] + s1[k])
        sum += stencil.datumDiagonal * ((nw[k] + ne[k]) + (sw[k] + se[k]))
        sum += stencil.datumEast2 * (w2[k] + e2[k])
        sum += stencil.datumNorth2 * (n2[k] + s2[k])
        let isEast = datum.east >= 0
        let isNorth = datum.north >= 0
        let b = stencil.briggs(x: Double(abs(datum.east)), y: Double(abs(datum.north)))
        // The four nodes are the mirror images of the first quadrant's.
        let towards = isNorth ? (behind: isEast ? nw : ne, below: s1) : (behind: isEast ? sw : se, below: n1)
        let opposite = isNorth ? (isEast ? se : sw) : (isEast ? ne : nw)
        var laplacian = b.nodes.0 * towards.behind[k]
        laplacian += b.nodes.1 * (isEast ? w1 : e1)[k]
        laplacian += b.nodes.2 * towards.below[k]
        laplacian += b.nodes.3 * opposite[k]
        laplacian += b.datum * Double(datum.value)
        let total = b.nodes.0 + b.nodes.1 + b.nodes.2 + b.nodes.3 + b.datum
        let target = (sum + stencil.laplacian * laplacian) / (stencil.own + stencil.laplacian * total)
        return old + factor * (target - old)
    }
}
