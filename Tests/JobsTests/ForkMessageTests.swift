import Foundation
import Testing

@testable import Jobs

@Suite struct ForkMessageTests {
    private let replies = [
        ForkReply(head: .init(id: 1, answer: 5, words: 3), answer: Data("ab\ncd".utf8), words: Array("x\ny".utf8)),
        ForkReply(head: .init(id: 2, signal: 11), answer: Data(), words: []),
        ForkReply(head: .init(id: 3, refusal: "Cannot allocate memory"), answer: Data(), words: []),
    ]

    @Test(arguments: 1...7) func `replies are found wherever the pieces end`(size: Int) throws {
        let bytes = try replies.flatMap { try $0.encoded() }
        var reader = ForkReply.Reader()
        var found: [ForkReply] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            found += try reader.take(bytes[start..<min(start + size, bytes.count)])
        }
        #expect(found == replies)
    }

    @Test(arguments: [
        "nonsense\n", #"{"id":1}"# + "\n", #"{"id":1,"answer":-1,"words":0}"# + "\n",
        #"{"id":1,"answer":99999999,"words":0}"# + "\n", #"{"id":1,"answer":0,"words":401}"# + "\n",
        String(repeating: "x", count: 70_000),
    ])
    func `what is no reply is refused and not waited for`(text: String) {
        var reader = ForkReply.Reader()
        let failure = #expect(throws: JobFailure.self) { try reader.take(Array(text.utf8)) }
        #expect(failure?.code == .killed)
    }

    @Test func `a request is one line, whatever the path`() throws {
        let request = ForkRequest.run(id: 7, job: "/a\nb/ü.json", grids: nil, seconds: 5)
        let line = try request.encoded()
        #expect(line.filter { $0 == 0x0a }.count == 1 && line.last == 0x0a)
        #expect(try JSON.decode(ForkRequest.self, from: line.dropLast()) == request)
    }
}
