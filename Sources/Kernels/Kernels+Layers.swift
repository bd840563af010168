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

    /// One term of a logistic regression.
    @safe package struct LogisticTerm {
        /// The evidence's values.
        package var values: UnsafePointer<Float>
        /// The class that it stands for, as 1 there and 0 elsewhere; `nil` for the value itself.
        package var category: Float?
        package var slope: Double
        package var offset: Double

        package init(_ values: UnsafePointer<Float>, category: Float?, slope: Double, offset: Double) {
            unsafe self.values = values
            self.category = category
            self.slope = slope
            self.offset = offset
        }
    }

    /// 1 / (1 + e^-(b + Σ (slope u - offset))) within 5e-7 of its value, u the term's value or whether it is of the
    /// class. A term is 0 where its value is not finite; NaN where no term has one. Summed in Double in the terms' order.
    package func logistic(
        _ terms: [LogisticTerm], intercept: Double, count: Int, into output: UnsafeMutablePointer<Float>
    ) {
        let layers = unsafe terms.map { unsafe $0.values }
        let classes = terms.map { $0.category ?? .nan }
        let slopes = terms.map { $0.slope }
        let offsets = terms.map { $0.offset }
        unsafe layers.withUnsafeBufferPointer { layers in
            unsafe classes.withUnsafeBufferPointer { classes in
                unsafe slopes.withUnsafeBufferPointer { slopes in
                    unsafe offsets.withUnsafeBufferPointer { offsets in
                        guard let first = layers.baseAddress, let classes = classes.baseAddress,
                            let slopes = slopes.baseAddress, let offsets = offsets.baseAddress
                        else { return }
                        unsafe table.logistic(first, classes, slopes, offsets, layers.count, intercept, count, output)
                    }
                }
            }
        }
    }
}
