package import FoundationEssentials

/// The one message that a worker hands back: a line with a tag and a length, then that many bytes of JSON.
///
/// Whoever reads it trusts nothing: the tag, the length and every field are checked, and what the worker's libraries
/// print cannot be mistaken for it.
package enum JobMessage {
    /// Longer ones are refused unread.
    package static let limit = 8 << 20
    private static let tag = "GOSSAN/1 "

    private enum Body: Codable {
        case report(JobReport)
        case failure(JobFailure)
    }

    /// The framed bytes of a result.
    package static func encode(_ result: Result<JobReport, JobFailure>) throws -> Data {
        let body: Body =
            switch result {
            case .success(let report): .report(report)
            case .failure(let failure): .failure(failure)
            }
        let payload = try JSON.encode(body)
        return Data("\(tag)\(payload.count)\n".utf8) + payload
    }

    /// The result in these bytes, or a failure that says how they are malformed.
    package static func decode(_ bytes: Data) -> Result<JobReport, JobFailure> {
        func malformed(_ reason: String) -> Result<JobReport, JobFailure> {
            .failure(JobFailure(code: .died, reason: "the worker's answer is malformed: \(reason)", remedy: ""))
        }
        guard bytes.count <= limit else { return malformed("it is too long") }
        guard let end = bytes.firstIndex(of: 0x0a), bytes.starts(with: Data(tag.utf8)) else {
            return bytes.isEmpty
                ? .failure(JobFailure(code: .died, reason: "the worker ended without an answer", remedy: ""))
                : malformed("it has no header")
        }
        let header = String(decoding: bytes[bytes.startIndex..<end].dropFirst(tag.utf8.count), as: UTF8.self)
        let payload = bytes[bytes.index(after: end)...]
        guard let length = Int(header), length == payload.count else { return malformed("its length is wrong") }
        do {
            switch try JSON.decode(Body.self, from: Data(payload)) {
            case .report(let report):
                // A name that leaves the output directory would let a worker point at any file.
                let isPlain = report.outputs.values.allSatisfy {
                    !$0.contains("/") && !$0.hasPrefix(".") && !$0.isEmpty
                }
                return isPlain ? .success(report) : malformed("an output is not a plain file name")
            case .failure(let failure): return .failure(failure)
            }
        } catch {
            return malformed("\(error)")
        }
    }
}
