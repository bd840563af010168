import Glibc
import Jobs

/// What a confined worker cannot do, by trying it: system calls and their errors, not what was asked for.
enum SandboxTrial {
    /// One thing that was tried.
    struct Finding {
        var what: String
        /// `refused` with the error's name, a limit, or `allowed`.
        var found: String
        var holds: Bool
    }

    /// Tries all; `output` is the one directory that may be written.
    static func run(limits: Job.Limits, output: String) -> [Finding] {
        [
            refused("network") { socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) },
            refused("network of the machine") { socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0) },
            refused("other programs") {
                let nothing: [UnsafeMutablePointer<CChar>?] = [nil]
                return execve("/bin/true", nothing, nothing)
            },
            refused("files of the system") { open("/etc/passwd", O_RDONLY) },
            refused("files of others") { open("/tmp", O_RDONLY | O_DIRECTORY) },
            refused("writing elsewhere") { open("/var/tmp/gossan-trial", O_WRONLY | O_CREAT, 0o600) },
            refused("devices") { mknod(output + "/scratch-trial-device", S_IFCHR | 0o600, 0) },
            refused("links out") { symlink("/etc/passwd", output + "/scratch-trial-link") },
            refused("more memory than \(limits.memoryBytes) bytes") {
                let place = mmap(
                    nil, limits.memoryBytes, PROT_READ | PROT_WRITE, Int32(MAP_PRIVATE) | Int32(MAP_ANONYMOUS), -1, 0)
                return place == UnsafeMutableRawPointer(bitPattern: -1) ? -1 : 0
            },
            limit("descriptors", RLIMIT_NOFILE, atMost: 256), limit("core files", RLIMIT_CORE, atMost: 0),
            limit("processor time", RLIMIT_CPU, atMost: limits.seconds * max(1, limits.threads)),
            limit("file sizes", RLIMIT_FSIZE, atMost: limits.fileBytes),
            status("NoNewPrivs", "1"), status("Seccomp", "2"),
        ]
    }

    private static func refused(_ what: String, _ attempt: () -> Int32) -> Finding {
        errno = 0
        let result = attempt()
        guard result < 0 else { return Finding(what: what, found: "allowed", holds: false) }
        return Finding(what: what, found: "refused: \(String(cString: strerror(errno)))", holds: true)
    }

    private static func limit(_ what: String, _ resource: __rlimit_resource, atMost: Int) -> Finding {
        var found = rlimit()
        let isKnown = getrlimit(__rlimit_resource_t(resource.rawValue), &found) == 0
        return Finding(
            what: what, found: "\(found.rlim_max)", holds: isKnown && found.rlim_max <= rlim_t(clamping: atMost))
    }

    /// A field of /proc/self/status.
    private static func status(_ field: String, _ expected: String) -> Finding {
        let descriptor = open("/proc/self/status", O_RDONLY | O_CLOEXEC)
        defer { if descriptor >= 0 { close(descriptor) } }
        var bytes = [UInt8](repeating: 0, count: 8192)
        let count = max(0, read(descriptor, &bytes, bytes.count))
        let lines = String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n")
        let line = lines.first { $0.hasPrefix(field + ":") } ?? ""
        let value = line.split(separator: "\t").last.map(String.init) ?? "unknown"
        return Finding(what: field, found: value, holds: value == expected)
    }
}
