import Spool
import Testing

@Suite struct DropStateTests {
    @Test func `the whole way leads from incoming to each verdict`() throws {
        for (events, last) in [
            ([DropEvent.settle, .claim, .examine, .accept], DropState.accepted),
            ([.settle, .change, .settle, .claim, .examine, .interrupt, .examine, .reject], .rejected),
            ([.settle, .claim, .recognise], .duplicate),
            ([.settle, .reject, .retry], .incoming),
        ] {
            var state = DropState.incoming
            for event in events { try state.transition(event) }
            #expect(state == last)
        }
    }

    @Test func `an event that cannot happen is an error and changes nothing`() {
        var refused = 0
        for before in DropState.allCases {
            for event in DropEvent.allCases {
                var state = before
                do {
                    try state.transition(event)
                } catch {
                    refused += 1
                    #expect(error.code == .impossibleTransition)
                    #expect(state == before)
                }
            }
        }
        // Thirteen pairs are transitions: incoming 3, settled 3, claimed 3, examining 3, rejected 1.
        #expect(refused == DropState.allCases.count * DropEvent.allCases.count - 13)
    }

    @Test func `only a rejected drop leaves a final state, by retry`() {
        for state in DropState.allCases where state.isFinal {
            for event in DropEvent.allCases {
                var next = state
                let moved: Bool
                do {
                    try next.transition(event)
                    moved = true
                } catch {
                    moved = false
                }
                #expect(moved == (state == .rejected && event == .retry))
            }
        }
    }
}
