import KernelTypes

/// One evidence as the map needs it: which few states its values fall into, and what each adds.
struct WeightsLayer: Sendable {
    struct State: Sendable {
        var weight: Double
        var deviation: Double
        /// Share of the known area.
        var share: Double
    }

    /// State 0 is "missing": it adds nothing.
    private(set) var states = [State(weight: 0, deviation: 0, share: 0)]
    private let classes: EvidenceClasses
    /// The state of each class.
    private var stateOfClass: [Int]
    /// The state of each whole value from `lowest`, where the values are few enough to list; empty otherwise.
    private var stateOfValue: [Int] = []
    private var lowest: Float = 0
    /// Weight and squared deviation of each whole value from `lowest`, after those of a value that no class holds; empty
    /// where values are not listed.
    private var sumsOfValue: [SIMD2<Double>] = []
    /// 1 where such a value is missing.
    private var isMissingValue: [UInt8] = []

    init(_ table: WeightsTable) {
        classes = table.classes
        stateOfClass = [Int](repeating: 0, count: table.classes.count)
        let total = table.rows.reduce(0) { $0 + $1.classSquareKilometres }
        var found: [[Double]: Int] = [:]
        for row in table.rows {
            let state = found[[row.weight, row.deviation]] ?? states.count
            if state == states.count {
                found[[row.weight, row.deviation]] = state
                states.append(State(weight: row.weight, deviation: row.deviation, share: 0))
            }
            states[state].share += row.classSquareKilometres / total
            stateOfClass[row.index] = state
        }
        guard case .values(let values) = classes, let first = values.first, let last = values.last,
            last - first < 65536, values.allSatisfy({ $0 == $0.rounded() })
        else { return }
        lowest = first
        stateOfValue = [Int](repeating: 0, count: Int(last - first) + 1)
        for (index, value) in values.enumerated() { stateOfValue[Int(value - first)] = stateOfClass[index] }
        // Beyond 2^24 not every whole number is a Float.
        guard first > -0x1p24 && last < 0x1p24 else { return }
        sumsOfValue = ([0] + stateOfValue).map { sum(of: $0) }
        isMissingValue = ([0] + stateOfValue).map { $0 == 0 ? 1 : 0 }
    }

    /// The state of a value; 0 for NaN, an infinity, or a value that no class holds.
    func state(of value: Float) -> Int {
        guard !stateOfValue.isEmpty else { return classes.index(of: value).map { stateOfClass[$0] } ?? 0 }
        let place = value - lowest
        guard place >= 0 && place < Float(stateOfValue.count) && value == value.rounded() else { return 0 }
        return stateOfValue[Int(place)]
    }

    /// Adds the weight, and the squared deviation, of each value's state to its cell; a missing value marks the cell.
    func add(
        _ values: UnsafePointer<Float>, count: Int, to sums: UnsafeMutablePointer<SIMD2<Double>>,
        missing: UnsafeMutablePointer<UInt8>
    ) {
        guard !sumsOfValue.isEmpty else {
            for index in 0..<count {
                let state = state(of: values[index])
                sums[index] += sum(of: state)
                if state == 0 { missing[index] = 1 }
            }
            return
        }
        let (first, last) = (lowest, lowest + Float(stateOfValue.count - 1))
        let lowest = Int32(lowest)
        sumsOfValue.withUnsafeBufferPointer { sumsOfValue in
            isMissingValue.withUnsafeBufferPointer { isMissingValue in
                for index in 0..<count {
                    let value = values[index]
                    // NaN and infinities fail the comparison, and a fraction is not the whole number below it.
                    let whole = value >= first && value <= last ? Int32(value) : lowest &- 1
                    let place = Float(whole) == value ? Int(whole &- lowest) &+ 1 : 0
                    sums[index] += sumsOfValue[place]
                    missing[index] |= isMissingValue[place]
                }
            }
        }
    }

    private func sum(of state: Int) -> SIMD2<Double> {
        SIMD2(states[state].weight, states[state].deviation * states[state].deviation)
    }
}
