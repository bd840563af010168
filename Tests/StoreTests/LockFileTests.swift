import Glibc
import Store
import SystemPackage
import Testing

@Suite struct LockFileTests {
    @Test func `a second taker is told who holds it, and gets it when it is let go`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path.appending("lock")
        do {
            let first = try LockFile.take(path)
            let error = #expect(throws: StoreError.self) { _ = try LockFile.take(path) }
            #expect(error?.code == .locked)
            #expect(error?.reason.contains("\(getpid())") == true)
            #expect(try LockFile.holder(first.path) == getpid())
        }
        _ = try LockFile.take(path)
    }
}
