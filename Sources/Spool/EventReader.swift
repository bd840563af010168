import Glibc
import Store
import Synchronization

/// Turns the bytes of inotify into hints.
final class EventReader: Sendable {
    private let descriptor: Int32
    /// The last name that was moved away: its other half comes next, if it comes, but may come with the next read.
    private let leaving = Mutex<(cookie: UInt32, name: FileName?)?>(nil)

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// All hints that are there now.
    func read() -> [WatchHint] {
        var hints: [WatchHint] = []
        // One event with the longest name, many times over: read(2) fails with EINVAL where none fits.
        let size = 64 * (MemoryLayout<inotify_event>.size + FileName.limit + 1)
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: size, alignment: MemoryLayout<inotify_event>.alignment)
        defer { buffer.deallocate() }
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, size)
            if count < 0, Glibc.errno == EINTR { continue }
            guard count > 0 else { return EventReader.merged(hints) }
            hints += self.hints(in: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    func hints(in events: UnsafeRawBufferPointer) -> [WatchHint] {
        var hints: [WatchHint] = []
        var offset = 0
        let header = MemoryLayout<inotify_event>.size
        while offset + header <= events.count {
            let event = events.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
            let start = offset + header
            let end = min(start + Int(event.len), events.count)
            let name = FileName(bytes: events[start..<end].prefix { $0 != 0 })
            offset = end
            let mask = Int(event.mask)
            if mask & Int(IN_Q_OVERFLOW) != 0 {
                hints.append(.overflow)
            } else if mask & Int(IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED | IN_UNMOUNT) != 0 {
                hints.append(.gone)
            } else if mask & Int(IN_MOVED_FROM) != 0 {
                leaving.withLock { $0 = (event.cookie, name) }
                hints.append(.changed)
            } else if mask & Int(IN_MOVED_TO) != 0, let name {
                let from = leaving.withLock { $0?.cookie == event.cookie ? $0?.name : nil }
                hints.append(.moved(from: from, to: name))
            } else if mask & Int(IN_CLOSE_WRITE) != 0, let name {
                hints.append(.closed(name))
            } else if mask & Int(IN_ATTRIB) != 0, name == nil {
                // The directory's own times and rights.
                continue
            } else {
                hints.append(.changed)
            }
        }
        return hints
    }

    /// The hints without repeated `changed`: one is reason enough to list.
    private static func merged(_ hints: [WatchHint]) -> [WatchHint] {
        var seen = false
        return hints.filter { hint in
            guard hint == .changed else { return true }
            defer { seen = true }
            return !seen
        }
    }
}
