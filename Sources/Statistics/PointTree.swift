/// Points in a space of any number of dimensions, ready for nearest-neighbour searches: a k-d tree (Bentley 1975).
struct PointTree: Sendable {
    /// A neighbour and its squared distance.
    struct Neighbour: Sendable, Hashable {
        var square: Double
        var point: Int
    }

    private struct Node: Sendable {
        /// Places in `order`.
        var points: Range<Int>
        var dimension = -1
        var cut = 0.0
        var left = -1
        var right = -1
    }

    let dimensions: Int
    /// `dimensions` numbers a point.
    private let coordinates: [Double]
    private var order: [Int]
    private var nodes: [Node] = []
    private static let leaf = 12

    var count: Int { order.count }

    init(_ coordinates: [Double], dimensions: Int) {
        self.coordinates = coordinates
        self.dimensions = dimensions
        order = Array(0..<(coordinates.count / dimensions))
        _ = build(0..<order.count)
    }

    func coordinate(_ point: Int, _ dimension: Int) -> Double { coordinates[point * dimensions + dimension] }

    private mutating func build(_ points: Range<Int>) -> Int {
        let number = nodes.count
        nodes.append(Node(points: points))
        guard points.count > Self.leaf else { return number }
        var widest = (dimension: 0, width: -1.0)
        for dimension in 0..<dimensions {
            var (low, high) = (Double.infinity, -Double.infinity)
            for place in points {
                low = min(low, coordinate(order[place], dimension))
                high = max(high, coordinate(order[place], dimension))
            }
            if high - low > widest.width { widest = (dimension, high - low) }
        }
        // Points that all lie on one another are not cut.
        guard widest.width > 0 else { return number }
        let axis = widest.dimension
        order[points].sort { a, b in
            let (x, y) = (coordinates[a * dimensions + axis], coordinates[b * dimensions + axis])
            return x < y || (x == y && a < b)
        }
        let middle = (points.lowerBound + points.upperBound) / 2
        let cut = coordinate(order[middle], axis)
        let left = build(points.lowerBound..<middle)
        let right = build(middle..<points.upperBound)
        nodes[number].dimension = axis
        nodes[number].cut = cut
        nodes[number].left = left
        nodes[number].right = right
        return number
    }

    private func square(_ a: Int, _ b: Int) -> Double {
        var sum = 0.0
        for dimension in 0..<dimensions {
            let difference = coordinate(a, dimension) - coordinate(b, dimension)
            sum += difference * difference
        }
        return sum
    }

    /// The `count` nearest other points, nearest first; of equally near ones those of the lower number.
    func nearest(_ count: Int, to point: Int) -> [Neighbour] {
        var found: [Neighbour] = []
        found.reserveCapacity(count + 1)
        search(0, point, count, &found)
        return found
    }

    private func search(_ number: Int, _ point: Int, _ count: Int, _ found: inout [Neighbour]) {
        let node = nodes[number]
        guard node.dimension >= 0 else {
            for place in node.points where order[place] != point {
                let neighbour = Neighbour(square: square(order[place], point), point: order[place])
                if found.count == count, let last = found.last, !Self.isBefore(neighbour, last) { continue }
                var index = found.count
                while index > 0, Self.isBefore(neighbour, found[index - 1]) { index -= 1 }
                found.insert(neighbour, at: index)
                if found.count > count { found.removeLast() }
            }
            return
        }
        let offset = coordinate(point, node.dimension) - node.cut
        search(offset < 0 ? node.left : node.right, point, count, &found)
        // An equally near point of a lower number may lie beyond.
        if found.count < count || offset * offset <= (found.last?.square ?? .infinity) {
            search(offset < 0 ? node.right : node.left, point, count, &found)
        }
    }

    private static func isBefore(_ a: Neighbour, _ b: Neighbour) -> Bool {
        a.square < b.square || (a.square == b.square && a.point < b.point)
    }

    /// All other points no farther than `distance`, by number.
    func within(_ distance: Double, of point: Int) -> [Int] {
        var found: [Int] = []
        var waiting = [0]
        let limit = distance * distance
        while let number = waiting.popLast() {
            let node = nodes[number]
            guard node.dimension >= 0 else {
                for place in node.points where order[place] != point && square(order[place], point) <= limit {
                    found.append(order[place])
                }
                continue
            }
            let offset = coordinate(point, node.dimension) - node.cut
            if offset <= distance { waiting.append(node.left) }
            if offset >= -distance { waiting.append(node.right) }
        }
        return found.sorted()
    }
}
