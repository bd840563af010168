/// A number for a name that is taken.
enum FreeNumber {
    /// A free number that is 1 or follows a taken one, in a number of questions that grows as the logarithm of it: the
    /// same file may come every day for years.
    static func first<Failure: Error>(isTaken: (Int) throws(Failure) -> Bool) throws(Failure) -> Int {
        guard try isTaken(1) else { return 1 }
        var taken = 1
        var free = 2
        while try isTaken(free) { (taken, free) = (free, free * 2) }
        while free - taken > 1 {
            let middle = taken + (free - taken) / 2
            if try isTaken(middle) { taken = middle } else { free = middle }
        }
        return free
    }
}
