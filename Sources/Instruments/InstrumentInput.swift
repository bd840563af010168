/// A delivery as the readers see it: bytes, the first lines as text, the files that came with it.
struct InstrumentInput {
    /// As delivered.
    let bytes: [UInt8]
    let name: String
    /// The files that came with it, by name.
    let companions: [String: [UInt8]]
    let expectation: ReadingFile.Expectation
    let parallel: ReadingFile.Parallel
    /// The text; the reason why there is none for a binary file.
    let text: Result<DecodedText, InstrumentError>
    /// The first lines; none for a binary file.
    let head: [String]

    private static let headLines = 80

    init(
        _ bytes: [UInt8], name: String, companions: [String: [UInt8]], expectation: ReadingFile.Expectation,
        parallel: @escaping ReadingFile.Parallel
    ) {
        self.parallel = parallel
        self.bytes = bytes
        self.name = name
        self.companions = companions
        self.expectation = expectation
        do throws(InstrumentError) {
            let decoded = try DecodedText(bytes)
            text = .success(decoded)
            head = TextLines.head(decoded.bytes, count: Self.headLines)
        } catch {
            text = .failure(error)
            head = []
        }
    }

    /// The part of the name behind the last point, lower case.
    var ending: String { Self.ending(name) }

    /// A companion of the same stem with one of these endings; the stem's case does not count.
    func companion(_ endings: String...) -> (name: String, bytes: [UInt8])? {
        for ending in endings {
            let wanted = [name.lowercased() + "." + ending, Self.stem(name).lowercased() + "." + ending]
            if let found = companions.keys.sorted().first(where: { wanted.contains($0.lowercased()) }) {
                return (found, companions[found] ?? [])
            }
        }
        return nil
    }

    /// The first part of the text, cut at a line's end: enough to know a table.
    func beginning() throws(InstrumentError) -> DecodedText {
        let whole = try text.get()
        guard whole.bytes.count > Self.beginningSize else { return whole }
        let end = whole.bytes[..<Self.beginningSize].lastIndex(of: UInt8(ascii: "\n")) ?? Self.beginningSize - 1
        return try DecodedText(Array(whole.bytes[...end]))
    }

    private static let beginningSize = 1 << 18

    func decoded() throws(InstrumentError) -> DecodedText { try text.get() }

    static func ending(_ name: String) -> String {
        name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
    }

    private static func stem(_ name: String) -> String {
        name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    }
}
