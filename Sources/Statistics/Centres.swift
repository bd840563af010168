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
        let plane = Self.block &* 4
        values.withUnsafeBufferPointer { centres in
            guard let base = centres.baseAddress else { return }
            // Sixteen cells share each centre's number: a block has a whole number of sixteens.
            for index in stride(from: 0, to: cells, by: 16) {
                var best = (SIMD8<Float>(repeating: .infinity), SIMD8<Float>(repeating: .infinity))
                var chosen = (SIMD8<Int32>.zero, SIMD8<Int32>.zero)
                var number = base
                for centre in 0..<count {
                    var sum = (SIMD8<Float>.zero, SIMD8<Float>.zero)
                    var cell = raw + index &* 4
                    for _ in 0..<variables {
                        let middle = SIMD8<Float>(repeating: number.pointee)
                        let first = cell.loadUnaligned(as: SIMD8<Float>.self) - middle
                        let second = cell.loadUnaligned(fromByteOffset: 32, as: SIMD8<Float>.self) - middle
                        sum.0 += first * first
                        sum.1 += second * second
                        cell += plane
                        number += 1
                    }
                    let nearer = (sum.0 .< best.0, sum.1 .< best.1)
                    best.0.replace(with: sum.0, where: nearer.0)
                    best.1.replace(with: sum.1, where: nearer.1)
                    let name = SIMD8(repeating: Int32(truncatingIfNeeded: centre))
                    chosen.0.replace(with: name, where: nearer.0)
                    chosen.1.replace(with: name, where: nearer.1)
                }
                let squares = UnsafeMutableRawPointer(squares + index)
                squares.storeBytes(of: best.0, as: SIMD8<Float>.self)
                (squares + 32).storeBytes(of: best.1, as: SIMD8<Float>.self)
                let numbers = UnsafeMutableRawPointer(numbers + index)
                numbers.storeBytes(of: chosen.0, as: SIMD8<Int32>.self)
                (numbers + 32).storeBytes(of: chosen.1, as: SIMD8<Int32>.self)
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
