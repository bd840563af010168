import CLAPACKE

/// OpenBLAS as this room uses it.
package enum LinearLibrary {
    // OpenBLAS cuts a sum by its number of threads, which by default is the machine's: pinned to one, a result has the
    // same bits whatever the machine's load, cores or environment. The systems here are small, and the worker's own
    // threads share the cores already.
    private static let pinned: Void = openblas_set_num_threads(1)

    /// Has OpenBLAS work on one thread; called before each use.
    static func prepare() { pinned }

    /// Threads that OpenBLAS uses from now on: 1.
    package static var threads: Int {
        prepare()
        return Int(openblas_get_num_threads())
    }

    /// The largest count that LAPACK's 32-bit integers take.
    static let largestCount = Int(Int32.max)
}
