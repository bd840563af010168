import Fourier
import Testing

@Suite struct FourierErrorTests {
    @Test func `it says what is wrong and what to do`() {
        #expect("\(FourierError(reason: "a", remedy: "b"))" == "a; b")
    }
}
