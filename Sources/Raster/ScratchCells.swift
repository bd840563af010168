import Glibc
import KernelTypes

/// Memory for cells that do not fit in the budget: a file without a name, mapped.
enum ScratchCells {
    /// `count` cells in memory where `isSmall`, else in a file of the folder `scratch`; not initialised.
    static func make(count: Int, isSmall: Bool, scratch: String) throws(RasterError) -> Cells {
        if isSmall { return Cells(count: count) }
        let operation = "make a scratch file in \(scratch)"
        let descriptor = unsafe open(scratch, unnamedFile | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system(operation) }
        defer { close(descriptor) }
        // Reserved at once: a full device is an error here and would be a SIGBUS later.
        let status = posix_fallocate(descriptor, 0, count * 4)
        guard status == 0 else {
            errno = status
            throw .system(operation)
        }
        let bytes = count * 4
        guard let memory = unsafe mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0),
            unsafe memory != MAP_FAILED
        else { throw .system(operation) }
        // An address: whoever lets go of the cells last unmaps them, once.
        nonisolated(unsafe) let mapped = unsafe memory
        return unsafe Cells(base: memory.assumingMemoryBound(to: Float.self), count: count) {
            unsafe munmap(mapped, bytes)
        }
    }

    // Glibc's O_TMPFILE is a compound macro, which Swift does not import: __O_TMPFILE | O_DIRECTORY.
    private static let unnamedFile = __O_TMPFILE | O_DIRECTORY
}
