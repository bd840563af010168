import FoundationEssentials
import Operations

/// A file that a campaign names, such as a price deck, as an input of jobs.
enum DocumentWork {
    static let runner = Runner(
        operation: Operation(
            name: "give-document", summary: "Gives a text that the campaign names, such as a price deck.",
            family: .intake, inputs: [],
            parameters: [Parameter("text", .text, "the text")],
            outputs: [.init("out", .document)], memory: .features,
            formula: "The bytes of the text.", source: "Gossan's own.")
    ) { place in
        try Data((place.text("text") ?? "").utf8).write(
            to: URL(fileURLWithPath: place.output("out", file: "document.yaml")))
    }
}
