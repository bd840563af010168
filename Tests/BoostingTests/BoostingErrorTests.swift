import Boosting
import Testing

@Suite struct BoostingErrorTests {
    @Test func `it says what is wrong and what to do`() {
        #expect("\(BoostingError(reason: "a", remedy: "b"))" == "a; b")
    }
}
