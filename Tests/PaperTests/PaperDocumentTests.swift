import Foundation
import Testing

@testable import Paper

/// Documents for paper, read again by Poppler.
@Suite struct PaperDocumentTests {
    private func write(_ blocks: [PaperBlock], to name: String) throws -> URL {
        let place = FileManager.default.temporaryDirectory.appending(path: "gossan-\(UUID().uuidString)-\(name)")
        try PaperDocument.write(blocks, title: "Chagai, № 1", footer: "not a resource estimate", to: place.path)
        return place
    }

    private func run(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/\(program)")
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `text of any script, tables and pages are there for another program`() throws {
        let rows = (1...90).map { ["\($0)", "target \($0) in Рекодик ریکوڈک", "0.\($0)"] }
        let place = try write(
            [
                .title("Prospectivity"), .paragraph("km² and ‰"), .items(["one", "two"]),
                .table(
                    .init(head: ["Rank", "Target", "Score"], rows: rows, widths: [0.1, 0.7, 0.2], numbers: [0, 2])),
                .heading("End"), .note("a\nb c\u{7}d"),
            ], to: "a.pdf")
        defer { unlink(place.path) }
        let facts = try run("pdfinfo", [place.path])
        #expect(facts.contains("Chagai, № 1") && facts.contains("A4"))
        let pages = facts.split(separator: "\n").first { $0.hasPrefix("Pages:") }
        #expect(pages?.hasSuffix("2") == true, "\(facts)")
        let text = try run("pdftotext", ["-layout", place.path, "-"])
        #expect(
            text.contains("km² and ‰") && text.contains("target 90 in Рекодик")
                && text.filter { !$0.isWhitespace }.contains("abcd"))
        #expect(text.components(separatedBy: "not a resource estimate").count == 3)
    }

    @Test func `the same blocks give the same bytes`() throws {
        let blocks: [PaperBlock] = [.title("a"), .paragraph(String(repeating: "word ", count: 2000))]
        let (a, b) = (try write(blocks, to: "b.pdf"), try write(blocks, to: "c.pdf"))
        defer {
            unlink(a.path)
            unlink(b.path)
        }
        #expect(try Data(contentsOf: a) == Data(contentsOf: b))
    }

    @Test func `a picture that is none is left out, and missing type is an error with its remedy`() throws {
        let place = try write([.picture(png: [1, 2, 3], caption: "nothing", share: 1)], to: "d.pdf")
        defer { unlink(place.path) }
        #expect(try run("pdftotext", [place.path, "-"]).contains("nothing"))
        let error = try #require(throws: PaperError.self) {
            try PaperDocument.write([], title: "", footer: "", to: place.path, fontFolder: "/nowhere")
        }
        #expect(error.remedy == "install fonts-dejavu-core")
    }

    @Test func `a word wider than the page is cut and none of it is lost`() throws {
        let word = String(repeating: "0123456789", count: 40)
        let place = try write([.paragraph(word)], to: "e.pdf")
        defer { unlink(place.path) }
        let text = try run("pdftotext", [place.path, "-"]).filter(\.isNumber)
        // The page's number stands behind it.
        #expect(text.hasPrefix(word) || text.contains(word))
    }
}
