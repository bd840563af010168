import Testing

@testable import Prospectivity

@Suite struct LogisticFitTests {
    private let rows: [[Double]] = [
        [0.2, 1], [1.5, 0], [0.7, 1], [2.2, 1], [3.1, 0], [1.1, 0], [2.8, 1], [0.4, 0], [1.9, 1], [2.5, 0],
    ]
    private let events: [Double] = [0, 0, 1, 1, 1, 1, 1, 0, 1, 0]
    private let trials: [Double] = [1, 1, 2, 1, 1, 3, 1, 1, 2, 1]

    /// Newton's method in numpy, 2,000 damped steps.
    @Test func `coefficients and errors are those of an independent fit`() throws {
        let fit = try LogisticFit(rows: rows, trials: trials, events: events)
        expect(fit.coefficients, [-3.0794725, 1.26832582, 1.56216505], 1e-7)
        expect(fit.standardErrors, [1.6920637, 0.76766196, 1.33804342], 1e-6)
        #expect(abs(fit.expectedEvents - 6) < 1e-9)
    }

    @Test func `a ridge shrinks as it does in an independent fit`() throws {
        let fit = try LogisticFit(rows: rows, trials: trials, events: events, options: .init(ridge: 0.7))
        expect(fit.coefficients, [-2.0023929, 0.87433669, 0.70482805], 1e-7)
    }

    @Test func `Firth's correction is that of an independent fit, and the intercept restores the events`() throws {
        let fit = try LogisticFit(rows: rows, trials: trials, events: events, options: .init(firth: true))
        expect(Array(fit.coefficients.dropFirst()), [0.96636851, 1.24148229], 1e-6)
        #expect(abs(fit.coefficients[0] - (-2.4307546930174446)) < 1e-6)
        #expect(abs(fit.expectedEvents - 6) < 1e-9)
    }

    @Test func `cases counted together or one by one give the same`() throws {
        let single = try LogisticFit(
            rows: [[0], [0], [0], [0], [1], [1], [1]], trials: [1, 1, 1, 1, 1, 1, 1],
            events: [1, 0, 0, 0, 1, 1, 0], options: .init(firth: true))
        let grouped = try LogisticFit(
            rows: [[0], [1]], trials: [4, 3], events: [1, 2], options: .init(firth: true))
        expect(single.coefficients, grouped.coefficients, 1e-9)
        expect(single.standardErrors, grouped.standardErrors, 1e-9)
    }

    @Test func `evidence that parts all events has no finite fit, but Firth's has one`() throws {
        let rows: [[Double]] = [[0], [1], [2], [3], [4], [5]]
        let (trials, events): ([Double], [Double]) = ([1, 1, 1, 1, 1, 1], [0, 0, 0, 1, 1, 1])
        #expect(throws: LogisticFit.Failure.separated(column: 1)) {
            try LogisticFit(rows: rows, trials: trials, events: events)
        }
        let fit = try LogisticFit(rows: rows, trials: trials, events: events, options: .init(firth: true))
        #expect(fit.coefficients[1] > 0 && fit.coefficients[1] < 10)
    }

    @Test func `a column that follows from others is named, unless a ridge shares its effect`() throws {
        let doubled = rows.map { $0 + [2 * $0[0] - $0[1]] }
        #expect(throws: LogisticFit.Failure.collinear(column: 3)) {
            try LogisticFit(rows: doubled, trials: trials, events: events)
        }
        let fit = try LogisticFit(rows: doubled, trials: trials, events: events, options: .init(ridge: 0.1))
        #expect(!fit.coefficients.contains { !$0.isFinite })
    }

    @Test func `one kind of case alone is refused`() {
        #expect(throws: LogisticFit.Failure.oneClass) {
            try LogisticFit(rows: rows, trials: trials, events: trials.map { _ in 0 })
        }
        #expect(throws: LogisticFit.Failure.oneClass) {
            try LogisticFit(rows: rows, trials: trials, events: trials)
        }
    }

    private func expect(_ values: [Double], _ expected: [Double], _ tolerance: Double) {
        #expect(values.count == expected.count)
        for (value, expected) in zip(values, expected) { #expect(abs(value - expected) < tolerance) }
    }
}
