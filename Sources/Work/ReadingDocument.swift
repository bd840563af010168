import FoundationEssentials
import Jobs
import Operations

/// Takes a table or text into the store as it is, for operations that read such.
enum ReadingDocument {
    /// Calibration sheets and templates are small; what is larger is something else.
    static let largest = 16 << 20

    static let runner = Runner(
        operation: Operation(
            name: "read-document", summary: "Takes a table or a text as it is, such as a gravimeter's scale.",
            family: .intake,
            inputs: [.init("in", .document, "the file; of several, the last is taken", isMany: true)],
            outputs: [.init("out", .document)], memory: .features,
            formula: "The bytes as they are; UTF-8 without control characters, at most 16 MiB.",
            source: "Gossan's own rule.")
    ) { place in
        guard let input = place.inputs("in").last else { return }
        if place.inputs("in").count > 1 { place.note("\(input.name) is taken, the last of several") }
        let bytes = try checked(input)
        let ending = input.name.split(separator: ".").dropFirst().last.map { $0.lowercased() } ?? "txt"
        let safe = ending.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } && ending.count <= 8
        try Data(bytes).write(
            to: URL(fileURLWithPath: place.output("out", file: "out.\(safe ? ending : "txt")")))
    }

    /// The bytes of a document that can be used, or why it cannot.
    static func checked(_ input: Job.Input) throws -> [UInt8] {
        let bytes = try ReadingIntake.bytes(input.path)
        func refuse(_ reason: String, _ remedy: String) -> JobFailure {
            JobFailure(code: .badData, file: input.name, reason: reason, remedy: remedy)
        }
        guard !bytes.isEmpty else { throw refuse("it is empty", "send it again") }
        guard bytes.count <= largest else {
            throw refuse("it is larger than \(largest >> 20) MiB", "declare what it holds: raster, readings, ...")
        }
        guard String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(where: { $0 < 9 || $0 == 127 }) else {
            throw refuse("it is no text in UTF-8", "export it as CSV or text in UTF-8")
        }
        return bytes
    }
}
