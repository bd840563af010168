import Testing

@testable import Spool

@Suite struct FreeNumberTests {
    @Test(arguments: 0..<70) func `the number after those that are taken is found`(taken: Int) {
        #expect(FreeNumber.first { $0 <= taken } == taken + 1)
    }

    @Test func `where some were given back, a free one is found that follows a taken one`() {
        // Every set of taken numbers up to twelve.
        for pattern in 0..<(1 << 12) {
            let isTaken = { (number: Int) in number <= 12 && pattern >> (number - 1) & 1 == 1 }
            let number = FreeNumber.first(isTaken: isTaken)
            #expect(!isTaken(number) && (number == 1 || isTaken(number - 1)), "pattern \(pattern)")
        }
    }

    @Test func `a million copies cost no more than forty questions`() {
        var questions = 0
        let number = FreeNumber.first { number in
            questions += 1
            return number <= 1_000_000
        }
        #expect(number == 1_000_001 && questions <= 41)
    }
}
