import Glibc
package import SystemPackage

/// An open descriptor, closed at the end of its life.
package struct OpenFile: ~Copyable, Sendable {
    package let descriptor: Int32
    package let path: FilePath

    package init(descriptor: Int32, path: FilePath) {
        self.descriptor = descriptor
        self.path = path
    }

    // What must be durable was synced before; close has nothing to say that anyone could act on.
    deinit { _ = Glibc.close(descriptor) }
}
