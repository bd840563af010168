import Glibc

extension RasterError {
    /// The failure of a system call, from `errno`; read at once, before another call changes it.
    static func system(_ operation: String) -> RasterError {
        let number = errno
        let message = unsafe String(cString: strerror(number))
        let code: Code =
            switch number {
            case ENOSPC, EDQUOT: .noSpace
            case ENOENT, ENOTDIR: .missing
            default: .fileIO
            }
        let remedy =
            switch code {
            case .noSpace: "Free space on the device, or raise the quota, and run the job again"
            case .missing: "Check the path"
            default: ""
            }
        return RasterError(code, operation: operation, messages: [message], remedy: remedy)
    }
}
