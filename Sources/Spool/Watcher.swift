// A dispatch source may be used from any thread; the module does not say so on Linux.
@preconcurrency import Dispatch
import Glibc
package import Store
import Synchronization
package import SystemPackage

/// Something happened in a directory: a reason to list it again, never a fact to act on.
package enum WatchHint: Hashable, Sendable {
    /// A file was made, moved away or removed, or its rights changed.
    case changed
    /// A file was closed by one who could write to it.
    case closed(FileName)
    /// A file was moved here: from another name in this directory, or from outside.
    case moved(from: FileName?, to: FileName)
    /// Events were lost.
    case overflow
    /// The directory itself is gone; no more hints come.
    case gone
}

/// inotify on one directory. Where inotify says nothing (NFS, SMB, no watches left) the stream stays silent and the
/// caller's timer lists the directory.
package final class Watcher: Sendable {
    /// What happened since it was last asked; the newest are kept when nobody asks for long.
    package let hints: AsyncStream<WatchHint>
    /// Why no hints will come, with the remedy; `nil` where they will.
    package let problem: StoreError?
    /// Whether the directory itself went away: a new watcher is needed once it is there again.
    package var isGone: Bool { gone.isSet }
    private let source: (any DispatchSourceRead)?
    private let gone = Flag()

    /// Watches a directory from now on.
    package init(_ directory: FilePath) {
        let (hints, continuation) = AsyncStream.makeStream(of: WatchHint.self, bufferingPolicy: .bufferingNewest(1024))
        self.hints = hints
        do {
            let descriptor = try Watcher.open(directory)
            // Its own queue: a handler that blocks elsewhere delays no hint, and an idle directory wakes nobody.
            let source = DispatchSource.makeReadSource(
                fileDescriptor: descriptor, queue: DispatchQueue(label: "gossan.spool.watcher"))
            let reader = EventReader(descriptor: descriptor)
            let gone = gone
            source.setEventHandler {
                for hint in reader.read() {
                    if hint == .gone { gone.set() }
                    continuation.yield(hint)
                    if hint == .gone { continuation.finish() }
                }
            }
            source.setCancelHandler {
                _ = Glibc.close(descriptor)
                continuation.finish()
            }
            source.activate()
            self.source = source
            problem = nil
        } catch {
            source = nil
            problem = error
        }
    }

    deinit { source?.cancel() }

    /// Ends the stream.
    package func stop() { source?.cancel() }

    private static func open(_ directory: FilePath) throws(StoreError) -> Int32 {
        let descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        guard descriptor >= 0 else { throw failure(directory, Glibc.errno) }
        let events =
            IN_CLOSE_WRITE | IN_CREATE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF
            | IN_ATTRIB
        let watch = directory.withPlatformString {
            inotify_add_watch(descriptor, $0, UInt32(events) | UInt32(IN_ONLYDIR))
        }
        guard watch >= 0 else {
            let number = Glibc.errno
            _ = Glibc.close(descriptor)
            throw failure(directory, number)
        }
        return descriptor
    }

    private static func failure(_ directory: FilePath, _ number: Int32) -> StoreError {
        let errno = Errno(rawValue: number)
        let isLimit = errno == .noSpace || errno == .tooManyOpenFiles
        return StoreError(
            code: isLimit ? .tooManyFiles : .other, operation: "inotify", path: directory, errno: errno,
            reason: isLimit ? "the limit of inotify watches is reached" : errno.description,
            remedy: isLimit
                ? "raise fs.inotify.max_user_watches and max_user_instances; the directory is listed by timer meanwhile"
                : "the directory is listed by timer")
    }
}

/// Something that happened once.
private final class Flag: Sendable {
    private let value = Mutex(false)

    var isSet: Bool { value.withLock { $0 } }

    func set() { value.withLock { $0 = true } }
}
