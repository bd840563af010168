/// Where a drop stands on its way from incoming to a verdict.
package enum DropState: String, Hashable, Sendable, Codable, CaseIterable {
    /// Lies in incoming/ and may still be written.
    case incoming
    /// Lies in incoming/, and by protocol or quiet time no more writes are to come.
    case settled
    /// Copied, hashed and owned, in active/; known to the journal.
    case claimed
    /// A worker is looking at it.
    case examining
    /// Passed; on its way to done/ or there.
    case accepted
    /// Failed; on its way to rejected/ or there.
    case rejected
    /// The same bytes as an earlier drop; in done/ with a status that names the first.
    case duplicate
}

/// What happens to a drop.
package enum DropEvent: String, Hashable, Sendable, CaseIterable {
    /// No more writes are expected.
    case settle
    /// It was written to, replaced or could not be copied whole.
    case change
    case claim
    /// A worker begins.
    case examine
    /// The worker died, or the machine failed it: it is looked at again.
    case interrupt
    case accept
    case reject
    /// The journal knows these bytes.
    case recognise
    /// A rejected file was put back, or a person asked for another try.
    case retry
}

extension DropState {
    /// The state after an event; an event that cannot happen in this state is an error, and the state stays.
    package mutating func transition(_ event: DropEvent) throws(SpoolError) {
        guard let next = DropState.next(self, event) else {
            throw SpoolError(
                code: .impossibleTransition, reason: "a drop that is \(rawValue) cannot take '\(event.rawValue)'",
                remedy: "this is a fault of the program: report it with the log")
        }
        self = next
    }

    /// Whether nothing more happens by itself.
    package var isFinal: Bool {
        switch self {
        case .accepted, .rejected, .duplicate: true
        case .incoming, .settled, .claimed, .examining: false
        }
    }

    private static func next(_ state: DropState, _ event: DropEvent) -> DropState? {
        switch (state, event) {
        case (.incoming, .settle): .settled
        case (.incoming, .change), (.settled, .change): .incoming
        case (.settled, .claim): .claimed
        // A link, FIFO or unreadable name is refused without ever being opened.
        case (.incoming, .reject), (.settled, .reject): .rejected
        case (.claimed, .examine): .examining
        case (.claimed, .recognise): .duplicate
        case (.claimed, .reject): .rejected
        case (.examining, .interrupt): .claimed
        case (.examining, .accept): .accepted
        case (.examining, .reject): .rejected
        case (.rejected, .retry): .incoming
        default: nil
        }
    }
}
