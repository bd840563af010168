import KernelTypes
import Linear
import Operations

/// The nodes of a self-organising map: points in the space of the layers, and places on a rectangular sheet.
struct Sheet: Sendable {
    let width: Int
    let height: Int
    private(set) var centres: Centres

    private static let piece = 1024

    /// Nodes in the plane of the two largest components of standardised layers, from -2 to 2 deviations.
    init(width: Int, height: Int, moments: CrossMoments) throws {
        self.width = width
        self.height = height
        let eigen = try SymmetricEigen(moments.matrix(standardised: true))
        // The longer side along the larger component.
        let (along, across) = width >= height ? (0, 1) : (1, 0)
        var values: [Float] = []
        for node in 0..<(width * height) {
            let places = (Self.share(node % width, of: width), Self.share(node / width, of: height))
            for layer in 0..<moments.variables {
                var value = 0.0
                for (component, place) in [(along, places.0), (across, places.1)] where component < moments.variables {
                    let deviation = max(0, eigen.values[component]).squareRoot()
                    value += place * deviation * eigen.vectors[layer, component]
                }
                values.append(Float(value))
            }
        }
        centres = Centres(variables: moments.variables, values: values)
    }

    private static func share(_ place: Int, of count: Int) -> Double {
        count > 1 ? 4 * Double(place) / Double(count - 1) - 2 : 0
    }

    /// The batch map; cells are summed in pieces that are merged in order.
    mutating func train(_ values: [Float], epochs: Int, lastRadius: Double, at bench: any Workbench) throws {
        let first = max(lastRadius, 0.5 * Double(max(width, height)))
        for epoch in 0..<epochs {
            let share = epochs > 1 ? Double(epoch) / Double(epochs - 1) : 1
            let radius = first * Elementary.pow(lastRadius / first, share)
            move(try sums(values, at: bench), radius: radius)
        }
    }

    /// The sample's cells, summed in their nearest nodes.
    private func sums(_ values: [Float], at bench: any Workbench) throws -> CentreSums {
        let variables = centres.variables
        let count = values.count / variables
        let empty = CentreSums(centres: centres.count, variables: variables)
        let merged = OrderedMerge<CentreSums, CentreSums>(empty) { $0.merge($1) }
        let centres = centres
        try bench.inParallel((count + Self.piece - 1) / Self.piece) { index in
            var part = empty
            for cell in (index * Self.piece)..<min(count, (index + 1) * Self.piece) {
                let start = cell * variables
                let (node, square) = Self.nearest(values[start..<(start + variables)], centres).first
                part.counts[node] += 1
                part.squares += Double(square)
                for variable in 0..<variables {
                    part.sums[node * variables + variable] += Double(values[start + variable])
                }
            }
            merged.give([part], of: index)
        }
        return merged.result
    }

    /// The nearest node of a cell, and the second nearest.
    private static func nearest(
        _ cell: ArraySlice<Float>, _ centres: Centres
    ) -> (first: (node: Int, square: Float), second: Int) {
        var (best, other) = ((node: 0, square: Float.infinity), (node: 0, square: Float.infinity))
        for node in 0..<centres.count {
            var square: Float = 0
            for (x, centre) in zip(cell, centres.centre(node)) { square += (x - centre) * (x - centre) }
            if square < best.square {
                other = best
                best = (node, square)
            } else if square < other.square {
                other = (node, square)
            }
        }
        return (best, other.node)
    }

    private mutating func move(_ sums: CentreSums, radius: Double) {
        let variables = centres.variables
        var values = centres.values
        for node in 0..<centres.count {
            var total = 0.0
            var weighted = [Double](repeating: 0, count: variables)
            for other in 0..<centres.count where sums.counts[other] > 0 {
                let (x, y) = (Double(node % width - other % width), Double(node / width - other / width))
                let weight = Elementary.exp(-(x * x + y * y) / (2 * radius * radius))
                total += weight * Double(sums.counts[other])
                for variable in 0..<variables { weighted[variable] += weight * sums.sums[other * variables + variable] }
            }
            // Too far from every cell to feel any, a node stays.
            guard total > 1e-300 else { continue }
            for variable in 0..<variables { values[node * variables + variable] = Float(weighted[variable] / total) }
        }
        centres = Centres(variables: variables, values: values)
    }

    /// The share of cells whose two nearest nodes are not side by side (Kiviluoto 1996), diagonals included.
    func topographicError(_ values: [Float]) -> Double {
        let variables = centres.variables
        let count = values.count / variables
        var apart = 0
        for cell in 0..<count {
            let near = Self.nearest(values[(cell * variables)..<((cell + 1) * variables)], centres)
            let (a, b) = (near.first.node, near.second)
            if abs(a % width - b % width) > 1 || abs(a / width - b / width) > 1 { apart += 1 }
        }
        return count > 0 ? Double(apart) / Double(count) : 0
    }
}
