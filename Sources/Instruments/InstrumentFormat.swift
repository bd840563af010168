/// How sure a reader is that a file is its own.
enum Recognition: Hashable, Sendable {
    /// The file says what it is in a way that no other format does.
    case certain
    /// A table that fits; taken where no reader is certain.
    case plausible
    /// Not this format, for a reason.
    case declined(String)
}

/// A format of files: how it is known, and how it is read.
protocol InstrumentFormat: SendableMetatype {
    /// As people call it.
    static var name: String { get }
    static func recognise(_ input: InstrumentInput) -> Recognition
    static func read(_ input: InstrumentInput) throws(InstrumentError) -> InstrumentResult
}
