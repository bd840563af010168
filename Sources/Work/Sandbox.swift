import CSandbox
import Jobs

/// What a worker gives up before it opens the first byte that a stranger made.
enum Sandbox {
    /// Where the system keeps what the libraries need: code, PROJ's and GDAL's tables.
    private static let system = [
        "/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/opt/swift/usr/lib",
        "/proc/self", "/proc/meminfo", "/proc/cpuinfo", "/sys/devices/system/cpu", "/dev/null", "/dev/urandom",
    ]

    /// Sets the limits of the job and confines this process to the job's own files. Returns remarks in words.
    static func enter(for job: Job, grids: String?) throws(JobFailure) -> [String] {
        let limits = job.limits
        try check(csandbox_limit(Int32(CSANDBOX_DATA), UInt64(limits.memoryBytes)), "limit the memory")
        try check(
            csandbox_limit(Int32(CSANDBOX_CPU), UInt64(limits.seconds * max(1, limits.threads))),
            "limit the processor time")
        try check(csandbox_limit(Int32(CSANDBOX_FILE_SIZE), UInt64(limits.fileBytes)), "limit file sizes")
        try check(csandbox_limit(Int32(CSANDBOX_DESCRIPTORS), 256), "limit the descriptors")
        try check(csandbox_forgo(), "give up privileges")

        // A drop's parts lie beside its main file, each drop in a directory of its own.
        let inputs = Set(job.inputs.values.joined().map { directory(of: $0.path) }).sorted()
        let readable = system + inputs + [grids].compactMap(\.self)
        switch confine(readable: readable, writable: [job.output, "/dev/null"]) {
        case 0: return []
        case 38, 95: return ["this kernel has no Landlock: the worker sees the whole file system"]
        case let number: try check(number, "confine the worker to its files")
        }
        return []
    }

    private static func confine(readable: [String], writable: [String]) -> Int32 {
        withCStrings(readable) { readable in
            withCStrings(writable) { writable in
                csandbox_confine(readable, readable.count, writable, writable.count)
            }
        }
    }

    private static func withCStrings<R>(_ strings: [String], _ body: ([UnsafePointer<CChar>?]) -> R) -> R {
        let copies = strings.map { Array($0.utf8CString) }
        func descend(_ index: Int, _ pointers: [UnsafePointer<CChar>?]) -> R {
            guard index < copies.count else { return body(pointers) }
            return copies[index].withUnsafeBufferPointer { descend(index + 1, pointers + [$0.baseAddress]) }
        }
        return descend(0, [])
    }

    private static func directory(of path: String) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        return parts.count <= 1 ? "/" : parts.joined(separator: "/")
    }

    private static func check(_ number: Int32, _ what: String) throws(JobFailure) {
        guard number != 0 else { return }
        throw JobFailure(
            code: .unavailable, reason: "the worker cannot \(what) (errno \(number))",
            remedy: "run it on Linux 3.17 or later, outside a container that forbids seccomp")
    }
}
