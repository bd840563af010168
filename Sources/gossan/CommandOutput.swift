import ArgumentParser
import Daemon
import FoundationEssentials
import Jobs

/// Prints a value as one line of JSON with sorted keys.
func printJSON(_ value: some Encodable) throws {
    print(String(decoding: try JSON.encode(value), as: UTF8.self))
}

/// Runs a command's body; an error becomes one line that names the file, the reason and the remedy, and an exit status
/// of sysexits.h.
func reportingErrors(_ body: () async throws -> Void) async throws {
    do {
        try await body()
    } catch let exit as ExitCode {
        throw exit
    } catch {
        Complaint(error).print(as: "gossan")
        throw ExitCode(Complaint(error).exitStatus)
    }
}
