import KernelTypes

/// A binomial regression on the logistic scale, by Newton's method.
package struct LogisticFit: Hashable, Sendable {
    /// What the fit is to do beyond the greatest likelihood.
    package struct Options: Hashable, Sendable {
        /// Half the penalty on each squared coefficient, the intercept excepted; in units of the columns.
        package var ridge = 0.0
        /// Firth's correction of the bias of few events.
        package var firth = false
        /// Whether cases are drawn and weighted, so that errors come from the scores' own spread (Huber-White).
        package var robust = false

        /// Whether coefficients are kept from running away.
        var isPenalised: Bool { firth || ridge > 0 }

        package init(ridge: Double = 0, firth: Bool = false, robust: Bool = false) {
            self.ridge = ridge
            self.firth = firth
            self.robust = robust
        }
    }

    /// Why there is no fit.
    package enum Failure: Error, Hashable, Sendable {
        /// This column (1 is the first after the intercept) follows from the ones before it.
        case collinear(column: Int)
        /// Coefficients run away: this column parts the cases with events from those without.
        case separated(column: Int)
        /// There are no events, or nothing else.
        case oneClass
    }

    /// Intercept first.
    package private(set) var coefficients: [Double]
    package private(set) var standardErrors: [Double]
    /// Row-major.
    package private(set) var covariance: [Double]
    package private(set) var logLikelihood: Double
    package private(set) var iterations: Int
    /// Sum of trials times probability: equal to the events but for a penalty.
    package private(set) var expectedEvents: Double

    /// Fits events of trials; `rows` are the columns of each case without the intercept.
    ///
    /// Newton-Raphson with halved steps (McCullagh and Nelder 1989); Firth (1993), Heinze and Schemper (2002); after
    /// Firth's correction the intercept alone is fitted again, so that the expected events equal the events (FLIC:
    /// Puhr and others 2017).
    package init(
        rows: [[Double]], trials: [Double], events: [Double], options: Options = Options()
    ) throws(Failure) {
        let size = (rows.first?.count ?? 0) + 1
        let design = rows.map { [1] + $0 }
        let total = trials.reduce(0, +)
        let found = events.reduce(0, +)
        guard found > 0 && found < total else { throw .oneClass }
        var work = Work(design: design, trials: trials, events: events, options: options, size: size)
        var beta = [Double](repeating: 0, count: size)
        beta[0] = Logistic.logit(found / total)
        var state = try work.state(beta)
        var iteration = 0
        while iteration < 100 {
            iteration += 1
            let step = state.factor.solve(state.gradient)
            // A step of more than two deviations of log-odds would leave the ground on which the slope is known.
            let widest = step.indices.dropFirst().reduce(0.0) { max($0, abs(step[$1]) * work.spreads[$1]) }
            var length = options.isPenalised && widest > 2 ? 2 / widest : 1
            var next = zip(beta, step).map { $0 + length * $1 }
            var nextState = try work.tried(next)
            while length > 1e-4 {
                if let found = nextState, found.objective >= state.objective - 1e-9 * state.objective.magnitude {
                    break
                }
                length /= 2
                next = zip(beta, step).map { $0 + length * $1 }
                nextState = try work.tried(next)
            }
            guard let nextState else { break }
            beta = next
            state = nextState
            if !options.isPenalised,
                let runaway = beta.indices.dropFirst().first(where: { abs(beta[$0]) * work.spreads[$0] > 15 })
            {
                throw .separated(column: runaway)
            }
            if step.allSatisfy({ abs($0) * length < 1e-10 }) { break }
        }
        if options.firth {
            beta[0] += work.interceptShift(beta)
            state = try work.state(beta)
        }
        coefficients = beta
        covariance = work.covariance(beta, state)
        standardErrors = (0..<size).map { [covariance] in covariance[$0 * size + $0].squareRoot() }
        logLikelihood = state.logLikelihood
        iterations = iteration
        expectedEvents = work.expected(beta)
    }
}
