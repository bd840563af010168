import KernelTypes

extension Kernels {
    /// The mean of a row's cells and the deviations from it, written where there is room for `count` rounded up to
    /// eights; what lies beyond the count becomes 0. All cells are finite; sums in Double in a fixed order.
    package func rowDeviations(
        _ row: UnsafePointer<Float>, count: Int, into deviations: UnsafeMutablePointer<Double>
    ) -> Double {
        unsafe table.rowDeviations(row, count, deviations)
    }

    /// The sums of products of all pairs of variables, the second no later than the first: (0, 0), (1, 0), (1, 1), ...
    ///
    /// `deviations` has `width` numbers a variable, a multiple of eight. In Double in a fixed order.
    package func crossProducts(_ deviations: UnsafePointer<Double>, width: Int, variables: Int) -> [Double] {
        precondition(width % 8 == 0, "whole eights")
        let pairs = variables * (variables + 1) / 2
        var sums = [Double](repeating: 0, count: pairs * 8)
        unsafe sums.withUnsafeMutableBufferPointer { sums in
            guard let sums = sums.baseAddress else { return }
            unsafe table.crossProducts(deviations, width, variables, sums)
        }
        return Array(sums.prefix(pairs))
    }

    /// Squared lengths |W (x - m)|² for `count` cells of some layers, W a lower triangle of as many rows, row after row;
    /// m the centre. In Double in a fixed order, rounded once. NaN where a layer has none.
    package func squaredDistances(
        of layers: [UnsafePointer<Float>], count: Int, from centre: [Double], triangle: [Double],
        into output: UnsafeMutablePointer<Float>
    ) {
        precondition(
            unsafe layers.count == centre.count && triangle.count == centre.count * (centre.count + 1) / 2,
            "a centre and a row of the triangle for each layer")
        let size = centre.count
        var scratch = [Double](repeating: 0, count: size * 16)
        unsafe layers.withUnsafeBufferPointer { layers in
            unsafe scratch.withUnsafeMutableBufferPointer { scratch in
                unsafe centre.withUnsafeBufferPointer { centre in
                    unsafe triangle.withUnsafeBufferPointer { triangle in
                        guard let layers = layers.baseAddress, let scratch = scratch.baseAddress,
                            let centre = centre.baseAddress, let triangle = triangle.baseAddress
                        else { return }
                        unsafe table.squaredDistances(layers, size, count, centre, triangle, scratch, output)
                    }
                }
            }
        }
    }
}
