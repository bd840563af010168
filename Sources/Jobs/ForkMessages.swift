package import FoundationEssentials

/// What is asked of a worker that forks a process for each job: one line of JSON each.
package enum ForkRequest: Codable, Sendable, Equatable {
    /// Run the job in this file, for so many seconds at most.
    case run(id: Int, job: String, grids: String?, seconds: Int)
    /// End that job's process.
    case kill(id: Int)

    package var id: Int {
        switch self {
        case .run(let id, _, _, _), .kill(let id): id
        }
    }

    /// A longer line is no request.
    package static let limit = 64 << 10

    /// The line, with its end.
    package func encoded() throws -> Data { try JSON.encode(self) + [0x0a] }
}

/// What became of a job's process: a line of JSON, then what the process wrote on its two outputs.
package struct ForkReply: Sendable, Equatable {
    package struct Head: Codable, Sendable, Equatable {
        package var id: Int
        /// The signal that ended it; `nil` where it ended by itself.
        package var signal: Int32?
        /// Whether its time was up.
        package var isLate: Bool?
        /// Why there never was a process.
        package var refusal: String?
        /// Bytes of its answer and of the end of its standard error, which follow.
        package var answer: Int
        package var words: Int

        package init(
            id: Int, signal: Int32? = nil, isLate: Bool? = nil, refusal: String? = nil, answer: Int = 0, words: Int = 0
        ) {
            self.id = id
            self.signal = signal
            self.isLate = isLate
            self.refusal = refusal
            self.answer = answer
            self.words = words
        }
    }

    /// The number of the reply that says, before all others, that jobs can be asked for.
    package static let ready = 0

    package var head: Head
    package var answer: Data
    package var words: [UInt8]

    package init(head: Head, answer: Data, words: [UInt8]) {
        self.head = head
        self.answer = answer
        self.words = words
    }

    package func encoded() throws -> Data { try JSON.encode(head) + [0x0a] + answer + words }
}

extension ForkReply {
    /// Replies out of a stream of bytes, whose pieces end anywhere.
    package struct Reader {
        private var bytes = Data()
        private var head: Head?

        package init() {}

        /// The replies that are whole with these bytes; throws where they are none.
        package mutating func take(_ more: some Sequence<UInt8>) throws(JobFailure) -> [ForkReply] {
            bytes.append(contentsOf: more)
            var replies: [ForkReply] = []
            while let reply = try next() { replies.append(reply) }
            return replies
        }

        private mutating func next() throws(JobFailure) -> ForkReply? {
            if head == nil {
                guard let end = bytes.firstIndex(of: 0x0a) else {
                    guard bytes.count <= ForkRequest.limit else { throw malformed("a header without an end") }
                    return nil
                }
                do { head = try JSON.decode(Head.self, from: Data(bytes[..<end])) } catch {
                    throw malformed("\(error)")
                }
                bytes = Data(bytes[bytes.index(after: end)...])
            }
            guard let head else { return nil }
            guard (0...JobMessage.limit + 1).contains(head.answer), (0...LastWords.limit).contains(head.words) else {
                throw malformed("a length of \(head.answer) or \(head.words)")
            }
            guard bytes.count >= head.answer + head.words else { return nil }
            let reply = ForkReply(
                head: head, answer: Data(bytes.prefix(head.answer)),
                words: Array(bytes.dropFirst(head.answer).prefix(head.words)))
            bytes = Data(bytes.dropFirst(head.answer + head.words))
            self.head = nil
            return reply
        }

        private func malformed(_ what: String) -> JobFailure {
            JobFailure(
                code: .killed, reason: "the worker's process server says what it may not: \(what)",
                remedy: "install gossan and gossan-worker of the same version")
        }
    }
}
