import KernelTypes

/// The log-odds of some cells in the making, term after term, with what a deviation is made of.
struct LogisticSums {
    /// Cells that are taken together.
    static let block = 1024

    private(set) var logits = [Double](repeating: 0, count: block)
    /// What missing values leave open of the variance.
    private(set) var open = [Double](repeating: 0, count: block)
    /// 1 where any evidence has a value.
    private(set) var isKnown = [UInt8](repeating: 0, count: block)
    /// The entry of each term from the second block on; the first is the intercept's.
    private(set) var entries: [Double]

    init(terms: Int) { entries = [Double](repeating: 0, count: Self.block * (terms + 1)) }

    /// Begins `count` cells, which lie from `start` on in the strips.
    mutating func start(at intercept: Double, _ strips: [Strip], _ start: Int, _ count: Int) {
        for index in 0..<count {
            logits[index] = intercept
            open[index] = 0
            isKnown[index] = 0
        }
        isKnown.withUnsafeMutableBufferPointer { isKnown in
            guard let isKnown = isKnown.baseAddress else { return }
            for strip in strips {
                let values = strip.cells.base + start
                for index in 0..<count { isKnown[index] |= values[index].magnitude < .infinity ? 1 : 0 }
            }
        }
    }

    /// Adds a term, which is 0 where its evidence is missing.
    mutating func add(
        _ term: LogisticRule.Term, _ number: Int, _ values: UnsafePointer<Float>, _ count: Int
    ) {
        let isWhole = logits.withUnsafeMutableBufferPointer { logits in
            guard let logits = logits.baseAddress else { return true }
            return Self.add(term, values, count, to: logits)
        }
        for index in 0..<count { entries[(number + 1) * Self.block + index] = term.entry(values[index]) }
        guard !isWhole else { return }
        for index in 0..<count where !values[index].isFinite {
            open[index] += term.coefficient * term.coefficient * term.spread
        }
    }

    /// Gives whether no value was missing.
    private static func add(
        _ term: LogisticRule.Term, _ values: UnsafePointer<Float>, _ count: Int,
        to logits: UnsafeMutablePointer<Double>
    ) -> Bool {
        let (mean, scale, coefficient) = (term.mean, term.scale, term.coefficient)
        var missing: UInt32 = 0
        if let category = term.category {
            for index in 0..<count {
                let isFinite = values[index].magnitude < .infinity
                let entry = (values[index] == category ? 1 : 0) - mean
                logits[index] += coefficient * (isFinite ? entry : 0)
                missing |= isFinite ? 0 : 1
            }
        } else {
            for index in 0..<count {
                let isFinite = values[index].magnitude < .infinity
                let entry = (Double(values[index]) - mean) / scale
                logits[index] += coefficient * (isFinite ? entry : 0)
                missing |= isFinite ? 0 : 1
            }
        }
        return missing == 0
    }
}
