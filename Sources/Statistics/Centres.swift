import KernelTypes

/// Points that stand for the cells nearest to them.
struct Centres: Sendable {
    let variables: Int
    /// `variables` numbers a centre.
    private(set) var values: [Float]

    var count: Int { values.count / variables }

    init(variables: Int, values: [Float]) {
        self.variables = variables
        self.values = values
    }

    func centre(_ index: Int) -> ArraySlice<Float> { values[(index * variables)..<((index + 1) * variables)] }

    /// Cells that are looked at together.
    static let block = 256

    /// The centre nearest to each cell of a block, by squared distance in single precision, summed from the first
    /// variable to the last; of equally near ones the first. `planes` holds the variables with `block` between.
    func nearest(
        to planes: UnsafePointer<Float>, count cells: Int, numbers: UnsafeMutablePointer<Int32>,
        squares: UnsafeMutablePointer<Float>
    ) {
        let raw = UnsafeRawPointer(planes)
        values.withUnsafeBufferPointer { centres in
            for index in stride(from: 0, to: cells, by: 8) {
                var best = SIMD8<Float>(repeating: .infinity)
                var chosen = SIMD8<Int32>(repeating: 0)
                var place = 0
                for centre in 0..<count {
                    var sum = SIMD8<Float>.zero
                    for variable in 0..<variables {
                        let x = raw.loadUnaligned(
                            fromByteOffset: (variable * Self.block + index) * 4, as: SIMD8<Float>.self)
                        let difference = x - centres[place]
                        sum += difference * difference
                        place += 1
                    }
                    let isNearer = sum .< best
                    best.replace(with: sum, where: isNearer)
                    chosen.replace(with: SIMD8(repeating: Int32(centre)), where: isNearer)
                }
                UnsafeMutableRawPointer(squares + index).storeBytes(of: best, as: SIMD8<Float>.self)
                UnsafeMutableRawPointer(numbers + index).storeBytes(of: chosen, as: SIMD8<Int32>.self)
            }
        }
    }
}

/// What the cells of a row add to the centres that they are nearest to.
struct CentreSums: Sendable {
    var counts: [Int]
    /// Sums of the cells' values, `variables` a centre.
    var sums: [Double]
    /// Sum of squared distances to the nearest centre.
    var squares = 0.0

    init(centres: Int, variables: Int) {
        counts = Array(repeating: 0, count: centres)
        sums = Array(repeating: 0, count: centres * variables)
    }

    mutating func merge(_ other: CentreSums) {
        for index in counts.indices { counts[index] += other.counts[index] }
        for index in sums.indices { sums[index] += other.sums[index] }
        squares += other.squares
    }

    /// Adds cells of a block, one after the other.
    mutating func add(
        _ planes: UnsafePointer<Float>, count: Int, variables: Int, numbers: UnsafePointer<Int32>,
        squares: UnsafePointer<Float>
    ) {
        sums.withUnsafeMutableBufferPointer { sums in
            for index in 0..<count {
                let start = Int(numbers[index]) * variables
                for variable in 0..<variables {
                    sums[start + variable] += Double(planes[variable * Centres.block + index])
                }
            }
        }
        for index in 0..<count {
            counts[Int(numbers[index])] += 1
            self.squares += Double(squares[index])
        }
    }
}
