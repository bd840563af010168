package import KernelTypes

extension Kernels {
    /// (x - centre) * scale of each cell, each step rounded once; NaN stays NaN. The output may be the input.
    package func standardise(_ input: Cells, centre: Float, scale: Float, into output: Cells) {
        precondition(input.count == output.count, "a cell out for each cell in")
        unsafe table.standardise(input.base, input.count, centre, scale, output.base)
    }

    /// The membership of each cell in 0...1, within 1e-6 of its formula (see `Membership`), also at infinities; NaN
    /// stays NaN. The output may be the input.
    package func membership(_ input: Cells, _ membership: Membership, into output: Cells) {
        precondition(input.count == output.count, "a cell out for each cell in")
        precondition(membership.isValid, "\(membership) has no such parameters")
        let (kind, a, b): (MembershipKind, Float, Float) =
            switch membership {
            case .linear(let low, let high): (.linear, low, high)
            case .small(let midpoint, let spread): (.small, midpoint, spread)
            case .large(let midpoint, let spread): (.large, midpoint, spread)
            case .near(let midpoint, let spread): (.near, midpoint, spread)
            case .gaussian(let midpoint, let spread): (.gaussian, midpoint, spread)
            }
        unsafe table.membership(input.base, input.count, kind, a, b, output.base)
    }

    /// values[k] where k of the breaks are at most x, so that a break belongs to the class above it; NaN stays NaN.
    /// Breaks ascend, and there is one value more. The output may be the input.
    package func reclassify(_ input: Cells, breaks: [Float], values: [Float], into output: Cells) {
        precondition(input.count == output.count, "a cell out for each cell in")
        precondition(values.count == breaks.count + 1, "a value for each class")
        precondition(zip(breaks, breaks.dropFirst()).allSatisfy { $0 < $1 }, "breaks ascend")
        unsafe breaks.withUnsafeBufferPointer { breaks in
            unsafe values.withUnsafeBufferPointer { values in
                guard let values = values.baseAddress else { return }
                // Without a break the address is not read.
                let first = unsafe breaks.baseAddress ?? values
                unsafe table.reclassify(input.base, input.count, first, breaks.count, values, output.base)
            }
        }
    }

    /// All layers, memberships in 0...1, as one, in a single pass over memory; within 1e-6 of the formula (see
    /// `Overlay`) for up to 30 layers. A missing layer makes the cell missing. The output may be one of the layers.
    package func overlay(_ layers: [Cells], _ overlay: Overlay, into output: Cells) {
        precondition(!layers.isEmpty, "an overlay has layers")
        precondition(layers.allSatisfy { $0.count == output.count }, "a cell out for each cell in")
        precondition(overlay.isValid, "gamma lies in 0...1")
        let (kind, gamma): (OverlayKind, Float) =
            switch overlay {
            case .and: (.and, 0)
            case .or: (.or, 0)
            // The ends of gamma are these by definition, without a logarithm.
            case .product, .gamma(0): (.product, 0)
            case .sum, .gamma(1): (.sum, 0)
            case .gamma(let gamma): (.gamma, gamma)
            }
        let bases = unsafe layers.map { unsafe UnsafePointer($0.base) }
        unsafe bases.withUnsafeBufferPointer { bases in
            guard let first = bases.baseAddress else { return }
            unsafe table.overlay(first, layers.count, output.count, kind, gamma, output.base)
        }
        withExtendedLifetime(layers) {}
    }
}
