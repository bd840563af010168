/// What each node of a level becomes in a sweep, with all divisions done beforehand.
struct PlateRules: Sendable {
    /// Weights of a node itself and of the twelve around it.
    struct Weights: Sendable {
        var keep: Float = 0
        var east1, east2, north1, north2, diagonal: Float
    }

    /// Of a node with a datum that is not at the node: keep · old + scale · Σ held + the four nodes and the datum that
    /// make its Laplacian.
    struct Rule: Sendable {
        /// Index in the lane, and in the lowest three bits: exact, north, east.
        fileprivate var slot: UInt32
        var behind, beside, below, across: Float
        /// The datum's part; the value itself where it is exact.
        var constant: Float
        var scale: Float

        var index: Int { Int(slot >> 3) }
        var isExact: Bool { slot & 4 != 0 }
        /// 0 south-west, 1 south-east, 2 north-west, 3 north-east of the node.
        var quadrant: Int { Int(slot & 3) }
    }

    let free: Weights
    let held: Weights
    private let rules: [Rule]
    private let data: PlateData

    init(_ data: PlateData, _ stencil: PlateStencil, factor: Double) {
        self.data = data
        free = Weights(
            keep: Float(1 - factor), east1: Float(factor * stencil.east1), east2: Float(factor * stencil.east2),
            north1: Float(factor * stencil.north1), north2: Float(factor * stencil.north2),
            diagonal: Float(factor * stencil.diagonal))
        held = Weights(
            east1: Float(stencil.datumEast1), east2: Float(stencil.datumEast2), north1: Float(stencil.datumNorth1),
            north2: Float(stencil.datumNorth2), diagonal: Float(stencil.datumDiagonal))
        rules = data.withAll { all in all.map { Self.rule($0, stencil, factor) } }
    }

    private static func rule(_ datum: PlateData.Datum, _ stencil: PlateStencil, _ factor: Double) -> Rule {
        let isEast = datum.east >= 0
        let isNorth = datum.north >= 0
        // Close enough to be the node itself.
        let isExact = abs(datum.east) < 0.05 && abs(datum.north) < 0.05
        let bits: UInt32 = (isExact ? 4 : 0) | (isNorth ? 2 : 0) | (isEast ? 1 : 0)
        let slot = ((datum.column >> 2) + 1) << 3 | bits
        guard !isExact else {
            return Rule(slot: slot, behind: 0, beside: 0, below: 0, across: 0, constant: datum.value, scale: 0)
        }
        let b = stencil.briggs(x: Double(abs(datum.east)), y: Double(abs(datum.north)))
        let total = b.nodes.0 + b.nodes.1 + b.nodes.2 + b.nodes.3 + b.datum
        let scale = factor / (stencil.own + stencil.laplacian * total)
        let part = scale * stencil.laplacian
        return Rule(
            slot: slot, behind: Float(part * b.nodes.0), beside: Float(part * b.nodes.1),
            below: Float(part * b.nodes.2), across: Float(part * b.nodes.3),
            constant: Float(part * b.datum * Double(datum.value)), scale: Float(scale))
    }

    /// The rules of a row's nodes with this column modulo 4.
    @inline(__always) func with<R>(row: Int, phase: Int, _ body: (UnsafeBufferPointer<Rule>) -> R) -> R {
        let indices = data.indices(row: row, phase: phase)
        return rules.withUnsafeBufferPointer { body($0.extracting(indices)) }
    }
}
