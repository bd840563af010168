import Foundation
import Glibc
import Testing

@testable import Daemon

@Suite struct ServiceManagerTests {
    @Test func `the watchdog and the sockets are taken only where they are meant for this process`() {
        let ours = ["WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "7", "LISTEN_PID": "7", "LISTEN_FDS": "2"]
        let manager = ServiceManager(environment: { ours[$0] }, process: 7)
        #expect(manager.watchdog == .seconds(60))
        #expect(manager.listeners == [3, 4])
        let other = ServiceManager(environment: { ours[$0] }, process: 8)
        #expect(other.watchdog == nil)
        #expect(other.listeners == [])
        let absurd = ["WATCHDOG_USEC": "-1", "LISTEN_PID": "7", "LISTEN_FDS": "100000"]
        let careful = ServiceManager(environment: { absurd[$0] }, process: 7)
        #expect(careful.watchdog == nil)
        #expect(careful.listeners == [])
    }

    @Test func `what is told arrives, a line break in a status begins no assignment, and nothing is told twice`() throws
    {
        let listener = try NotifySocket()
        let manager = ServiceManager(environment: { $0 == "NOTIFY_SOCKET" ? listener.path : nil }, process: 7)
        manager.ready("serving\nMAINPID=1")
        #expect(listener.next() == "READY=1\nSTATUS=serving MAINPID=1")
        manager.status("one")
        manager.status("one")
        manager.status("two")
        #expect(listener.next() == "STATUS=one")
        #expect(listener.next() == "STATUS=two")
        manager.reloading()
        let reloading = try #require(listener.next())
        #expect(reloading.hasPrefix("RELOADING=1\nMONOTONIC_USEC="))
        #expect(Int64(reloading.split(separator: "=").last ?? "") ?? 0 > 0)
        manager.extend(by: .seconds(60))
        #expect(listener.next() == "EXTEND_TIMEOUT_USEC=60000000")
        manager.stopping()
        #expect(listener.next() == "STOPPING=1")
        #expect(listener.next() == nil)
    }

    @Test func `a service manager that does not listen holds up nothing, and hears the status later`() throws {
        let listener = try NotifySocket()
        let manager = ServiceManager(environment: { $0 == "NOTIFY_SOCKET" ? listener.path : nil }, process: 7)
        // More than any queue of unix datagrams holds (net.unix.max_dgram_qlen); this ends only because none waits.
        for number in 0..<5000 { manager.status("\(number)") }
        while listener.next() != nil {}
        manager.status("4999")
        #expect(listener.next() == "STATUS=4999")
    }

    @Test func `without a service manager nothing happens`() {
        let manager = ServiceManager(environment: { _ in nil }, process: 7)
        manager.ready("x")
        manager.alive()
        #expect(manager.watchdog == nil)
    }
}

/// The service manager's end of the protocol.
private final class NotifySocket {
    let path: String
    private let descriptor: Int32

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "n-\(UUID().uuidString.prefix(8))").path
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: bytes) }
        let bound = withUnsafePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0)
    }

    deinit {
        close(descriptor)
        unlink(path)
    }

    func next() -> String? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
    }
}
