import Operations

extension Settings {
    /// A number that a cell can hold.
    func cell(_ key: String) throws(OperationError) -> Float {
        let number = try number(key)
        let cell = Float(number)
        guard cell.isFinite else {
            throw error(.outOfRange, key, "'\(key)' is \(number), which no cell can hold", "write a finite number")
        }
        return cell
    }

    /// Two numbers of which the first is the lower.
    func limits(_ low: String, _ high: String) throws(OperationError) -> (low: Float, high: Float) {
        let limits = (low: try cell(low), high: try cell(high))
        guard limits.low < limits.high else {
            throw error(
                .outOfRange, low, "'\(low)' of \(limits.low) does not lie below '\(high)' of \(limits.high)",
                "write a '\(low)' below '\(high)'")
        }
        return limits
    }

    /// An error of the layer itself.
    func unfit(_ reason: String, _ remedy: String) -> OperationError { error(.unfitInput, "in", reason, remedy) }
}
