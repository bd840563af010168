import Foundation

extension RunningDaemon {
    /// What `gossan status --json` says of one delivery.
    struct Verdict: Decodable, CustomStringConvertible {
        var name: String
        var state: String
        var reason: String?
        var notes: [String]

        var description: String { "\(state) \(name) \(reason ?? "") \(notes)" }
    }

    private struct Status: Decodable {
        var drops: [Verdict]
    }

    /// All deliveries with a verdict, as `gossan status` tells them.
    func verdicts() throws -> [Verdict] {
        let status = try JSONDecoder().decode(Status.self, from: gossan("status", directory.path, "--json"))
        return status.drops.filter { ["accepted", "rejected", "duplicate"].contains($0.state) }
    }

    /// The verdict on a file, once it is there.
    func verdict(on name: String) throws -> Verdict {
        var found: Verdict?
        try wait(seconds: 120, for: "verdict on \(name)") {
            found = try verdicts().first { $0.name == name }
            return found != nil
        }
        guard let found else { throw Failure(description: "no verdict on \(name)") }
        return found
    }

    /// Runs `gossan` and gives what it printed; fails where it did not end with 0.
    @discardableResult
    func gossan(_ arguments: String...) throws -> Data {
        let process = Process()
        process.executableURL = Self.programs.appending(path: "gossan")
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(
                description: "gossan \(arguments.joined(separator: " ")) ended with \(process.terminationStatus)")
        }
        return output
    }
}
