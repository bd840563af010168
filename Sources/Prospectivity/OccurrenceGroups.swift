package import Survey

/// Records that are the same deposit: near to each other, or of one name and not far apart.
package struct OccurrenceGroups: Hashable, Sendable {
    /// Indices into the occurrences, ascending within a group; groups in the order of their first.
    package let groups: [[Int]]

    /// Groups by distance in metres; `places` are in metres.
    ///
    /// Two records belong together within `distance`, or within `nameDistance` where their names are the same letters
    /// and digits, whatever case and blanks. What belongs together through others does, too (single linkage).
    package init(_ occurrences: [Occurrence], places: [Point], distance: Double, nameDistance: Double) {
        var parent = Array(occurrences.indices)
        func root(_ index: Int) -> Int {
            var index = index
            while parent[index] != index { index = parent[index] }
            return index
        }
        let names = occurrences.map { Self.folded($0.name) }
        let order = places.indices.sorted { (places[$0].x, $0) < (places[$1].x, $1) }
        let reach = max(distance, nameDistance)
        for (position, first) in order.enumerated() {
            for second in order[(position + 1)...] {
                guard places[second].x - places[first].x <= reach else { break }
                let square = places[first].squaredDistance(to: places[second])
                let isNear = square <= distance * distance
                let isNamesake = !names[first].isEmpty && names[first] == names[second]
                guard isNear || (isNamesake && square <= nameDistance * nameDistance) else { continue }
                let (a, b) = (root(first), root(second))
                parent[max(a, b)] = min(a, b)
            }
        }
        var members: [Int: [Int]] = [:]
        for index in occurrences.indices { members[root(index), default: []].append(index) }
        groups = members.keys.sorted().compactMap { members[$0] }
    }

    /// Letters and digits in lower case.
    static func folded(_ name: String) -> String {
        String(name.lowercased().filter { $0.isLetter || $0.isNumber })
    }
}
