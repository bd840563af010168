/// Which class a value of an evidence belongs to.
package enum EvidenceClasses: Hashable, Sendable, Codable {
    /// Every value is a class of its own; ascending and distinct.
    case values([Float])
    /// Class n holds the values from limit n-1, included, to limit n, excluded; the first and the last are open.
    case limits([Double])

    package var count: Int {
        switch self {
        case .values(let values): values.count
        case .limits(let limits): limits.count + 1
        }
    }

    /// The class of a value, counted from 0 upwards; `nil` for NaN, an infinity, or a value that is no class.
    package func index(of value: Float) -> Int? {
        guard value.isFinite else { return nil }
        switch self {
        case .values(let values):
            let index = values.partition { $0 >= value }
            return index < values.count && values[index] == value ? index : nil
        case .limits(let limits):
            return limits.partition { $0 > Double(value) }
        }
    }

    /// How a class is called: its value, or its number from 1.
    package func name(of index: Int) -> Double {
        switch self {
        case .values(let values): Double(values[index])
        case .limits: Double(index + 1)
        }
    }

    /// The lowest value of a class, included; -infinity where it is open.
    package func lower(of index: Int) -> Double {
        switch self {
        case .values(let values): Double(values[index])
        case .limits(let limits): index == 0 ? -.infinity : limits[index - 1]
        }
    }

    /// The highest value of a class, excluded where it is a limit; infinity where it is open.
    package func upper(of index: Int) -> Double {
        switch self {
        case .values(let values): Double(values[index])
        case .limits(let limits): index == limits.count ? .infinity : limits[index]
        }
    }
}

extension Array {
    /// The first index whose element satisfies a condition that, once true, stays true; `count` where none does.
    func partition(_ isBeyond: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isBeyond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
