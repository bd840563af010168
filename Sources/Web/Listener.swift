/// Where the face listens.
package enum Listener: Hashable, Sendable {
    /// A listening socket that the service manager made and handed over: this process may have no network of its own.
    case inherited(Int32)
    case tcp(host: String, port: Int)
    /// A socket of the file system; what had this path is replaced where it was a socket.
    case unix(path: String)
}
