import CGDAL

/// What GDAL said while one call, or one dataset's life, went on.
final class MessageLog {
    private(set) var worst = RasterError.Severity.none
    /// GDAL's number of the worst report.
    private(set) var number: Int32 = 0
    private(set) var messages: [String] = []

    func add(_ severity: RasterError.Severity, number: Int32, message: String) {
        if severity > worst {
            worst = severity
            self.number = number
        }
        messages.append(message)
    }

    func add(contentsOf other: MessageLog) {
        for message in other.messages { add(other.worst, number: other.number, message: message) }
    }
}

/// Runs `body` with this thread's GDAL error handler replaced; a `nil` result or a reported failure is thrown.
///
/// The handler stack is thread-local, so `body` must not suspend: it is synchronous by type. What was reported short of
/// a failure goes to `warnings`.
func reporting<R: ~Copyable>(
    _ operation: @autoclosure () -> String, warnings: MessageLog? = nil, _ body: () -> R?
) throws(RasterError) -> R {
    let log = MessageLog()
    let result = noting(log, body)
    switch consume result {
    case .some(let value) where log.worst < .failure:
        warnings?.add(contentsOf: log)
        return value
    default:
        throw RasterError(
            .init(gdal: log.number), operation: operation(), messages: log.messages, severity: max(log.worst, .failure))
    }
}

/// Runs `body` and adds what GDAL reports meanwhile, failures too, to `log`.
func noting<R: ~Copyable>(_ log: MessageLog, _ body: () -> R) -> R {
    let context = unsafe Unmanaged.passUnretained(log).toOpaque()
    unsafe CPLPushErrorHandlerEx(
        { severity, number, message in
            guard severity.rawValue > CE_Debug.rawValue, let context = unsafe CPLGetErrorHandlerUserData() else {
                return
            }
            let log = unsafe Unmanaged<MessageLog>.fromOpaque(context).takeUnretainedValue()
            let text = unsafe message.map { unsafe String(cString: $0) } ?? ""
            log.add(.init(severity), number: number, message: text)
        }, context)
    let result = body()
    CPLPopErrorHandler()
    withExtendedLifetime(log) {}
    return result
}

extension RasterError.Severity {
    init(_ severity: CPLErr) {
        switch severity {
        case CE_Warning: self = .warning
        case CE_Failure: self = .failure
        case CE_Fatal: self = .fatal
        default: self = .none
        }
    }
}

extension RasterError.Code {
    init(gdal number: Int32) {
        switch number {
        case CPLE_OpenFailed: self = .openFailed
        case CPLE_FileIO: self = .fileIO
        case CPLE_NotSupported: self = .notSupported
        case CPLE_IllegalArg: self = .illegalArgument
        default: self = .other(number)
        }
    }
}
