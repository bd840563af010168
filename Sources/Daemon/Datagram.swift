import Glibc

/// One message to a socket of the file system, or to an abstract one where the address begins with '@'.
enum Datagram {
    /// Whether it was taken. A receiver whose queue is full is waited for up to `patience` seconds; without one not at all.
    static func send(_ bytes: [UInt8], to address: String, patience: Int = 0) -> Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        var path = Array(address.utf8)
        guard !path.isEmpty, path.count < MemoryLayout.size(ofValue: name.sun_path) else { return false }
        if path[0] == UInt8(ascii: "@") { path[0] = 0 }
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path) }
        var limit = timeval(tv_sec: patience, tv_usec: 0)
        // unix(7): a datagram socket blocks while the receiver's queue is full, for ever where nothing is said.
        if patience > 0 {
            setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        let flags = Int32(MSG_NOSIGNAL) | (patience > 0 ? 0 : Int32(MSG_DONTWAIT))
        let length = socklen_t(MemoryLayout<sa_family_t>.size + path.count)
        let sent = withUnsafePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                sendto(descriptor, bytes, bytes.count, flags, address, length)
            }
        }
        return sent == bytes.count
    }
}
