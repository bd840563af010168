import Spreadsheet
import Testing

@Suite struct SpreadsheetErrorTests {
    @Test func `it says what is wrong and what to do`() {
        #expect("\(SpreadsheetError(reason: "a", remedy: "b"))" == "a; b")
    }
}
