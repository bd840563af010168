import Evidence
import Operations
import Testing

@Suite struct CellConditionTests {
    @Test(
        arguments: [
            ("> 100", [100.5], [100, -1]), (">100", [101], [100]), (">= 5", [5, 6], [4.9]), ("<5", [4.9], [5]),
            ("<= 3", [3, -9], [3.1]), ("= 4", [4], [4.1]), ("==4", [4], [5]), ("!= 0", [1, -1], [0]),
            ("between 2 3", [2, 2.5, 3], [1.9, 3.1]), ("Between -3 and -2", [-2.5], [0]), ("= 0.1", [0.1], [0.2]),
            ("> 0.1", [0.2], [0.1]), (" <  -1e3 ", [-1001], [-1000]),
            ("outside 2 3", [1.9, 3.1], [2, 2.5, 3]),
        ] as [(String, [Float], [Float])])
    func `a condition is met by what it says`(text: String, met: [Float], unmet: [Float]) throws {
        let condition = try CellCondition(text, of: "distance", key: "where")
        for value in met { #expect(condition.isMet(by: value)) }
        for value in unmet { #expect(!condition.isMet(by: value)) }
        #expect(!condition.isMet(by: .nan))
    }

    @Test(arguments: [
        "", "5", ">", "> x", "=> 5", "between 3", "between 3 2", "between 1 2 3", "> nan", "> inf", "< 1e99", "> 5 6",
        "5 < x", "> 5 and < 7", "between and and",
    ])
    func `what is no condition is refused with examples`(text: String) {
        let error = #expect(throws: OperationError.self) { try CellCondition(text, of: "distance", key: "where") }
        #expect(error?.key == "where")
        #expect(error?.remedy.contains("between 2 3") == true)
    }
}
