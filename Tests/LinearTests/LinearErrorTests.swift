import Linear
import Testing

@Suite struct LinearErrorTests {
    @Test func `it says what is wrong and what to do`() {
        #expect("\(LinearError(reason: "a", remedy: "b"))" == "a; b")
    }
}
