extension [Double] {
    /// The first place of an ascending list where a condition holds that, once true, stays so.
    func partitioningIndex(where holds: (Double) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
