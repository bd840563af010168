import KernelTypes

extension LogisticFit {
    /// Likelihood, gradient and information at some coefficients.
    struct State {
        var logLikelihood: Double
        /// With its penalties.
        var objective: Double
        var gradient: [Double]
        var information: SymmetricMatrix
        var factor: SymmetricMatrix.Factor
    }

    /// The cases of a fit.
    struct Work {
        var design: [[Double]]
        var trials: [Double]
        var events: [Double]
        var options: Options
        var size: Int
        /// Deviation of each column over the trials; 0 for the intercept.
        var spreads: [Double]

        init(design: [[Double]], trials: [Double], events: [Double], options: Options, size: Int) {
            self.design = design
            self.trials = trials
            self.events = events
            self.options = options
            self.size = size
            let total = trials.reduce(0, +)
            spreads = (0..<size).map { column in
                var mean = 0.0
                for (x, trials) in zip(design, trials) { mean += trials * x[column] }
                mean /= total
                var squares = 0.0
                for (x, trials) in zip(design, trials) { squares += trials * (x[column] - mean) * (x[column] - mean) }
                return (squares / total).squareRoot()
            }
        }

        func logit(_ x: [Double], _ beta: [Double]) -> Double {
            var sum = 0.0
            for column in 0..<size { sum += x[column] * beta[column] }
            return sum
        }

        mutating func state(_ beta: [Double]) throws(Failure) -> State {
            var information = SymmetricMatrix(size: size)
            var probabilities: [Double] = []
            var likelihood = 0.0
            for (index, x) in design.enumerated() {
                let logit = logit(x, beta)
                let p = Logistic.probability(logit)
                probabilities.append(p)
                // ln p and ln (1 - p) from the logit, so that neither is lost near 0 or 1.
                let softplus = logit > 0 ? logit + log1p(Elementary.exp(-logit)) : log1p(Elementary.exp(logit))
                likelihood += events[index] * logit - trials[index] * softplus
                information.add(x, weight: trials[index] * p * (1 - p))
            }
            for column in 1..<max(size, 1) where column < size { information[column, column] += options.ridge }
            let factor: SymmetricMatrix.Factor
            switch information.factor() {
            case .success(let found): factor = found
            case .failure(let dependent): throw problem(dependent.row, beta)
            }
            var gradient = [Double](repeating: 0, count: size)
            for (index, x) in design.enumerated() {
                let p = probabilities[index]
                var rest = events[index] - trials[index] * p
                if options.firth {
                    rest += trials[index] * p * (1 - p) * factor.quadratic(x) * (0.5 - p)
                }
                for column in 0..<size { gradient[column] += rest * x[column] }
            }
            var objective = likelihood
            for column in 0..<size where column > 0 {
                gradient[column] -= options.ridge * beta[column]
                objective -= 0.5 * options.ridge * beta[column] * beta[column]
            }
            if options.firth { objective += 0.5 * factor.logDeterminant }
            return State(
                logLikelihood: likelihood, objective: objective, gradient: gradient, information: information,
                factor: factor)
        }

        /// The state at coefficients that were guessed; `nil` where a penalised fit has to guess again.
        mutating func tried(_ beta: [Double]) throws(Failure) -> State? {
            do {
                return try state(beta)
            } catch {
                guard options.isPenalised else { throw error }
                return nil
            }
        }

        /// A singular information is a column that follows from others, unless coefficients ran away before.
        private func problem(_ row: Int, _ beta: [Double]) -> Failure {
            if !options.isPenalised,
                let runaway = beta.indices.dropFirst().max(by: {
                    abs(beta[$0]) * spreads[$0] < abs(beta[$1]) * spreads[$1]
                }),
                abs(beta[runaway]) * spreads[runaway] > 8
            {
                return .separated(column: runaway)
            }
            return .collinear(column: row)
        }

        private func log1p(_ x: Double) -> Double {
            x < 1e-5 ? x - 0.5 * x * x : Elementary.log(1 + x)
        }

        func expected(_ beta: [Double]) -> Double {
            var sum = 0.0
            for (index, x) in design.enumerated() { sum += trials[index] * Logistic.probability(logit(x, beta)) }
            return sum
        }

        /// What the intercept needs so that the expected events equal the events; Newton, a few steps.
        func interceptShift(_ beta: [Double]) -> Double {
            let found = events.reduce(0, +)
            var shifted = beta
            for _ in 0..<50 {
                var slope = 0.0
                var sum = 0.0
                for (index, x) in design.enumerated() {
                    let p = Logistic.probability(logit(x, shifted))
                    sum += trials[index] * p
                    slope += trials[index] * p * (1 - p)
                }
                let step = (found - sum) / slope
                shifted[0] += max(-1, min(1, step))
                if abs(step) < 1e-12 { break }
            }
            return shifted[0] - beta[0]
        }

        /// The inverse information, or the sandwich around it where cases are drawn.
        func covariance(_ beta: [Double], _ state: State) -> [Double] {
            let inverse = state.factor.inverse()
            guard options.robust else { return inverse }
            var meat = SymmetricMatrix(size: size)
            for (index, x) in design.enumerated() {
                let rest = events[index] - trials[index] * Logistic.probability(logit(x, beta))
                meat.add(x, weight: rest * rest)
            }
            var half = [Double](repeating: 0, count: size * size)
            var whole = half
            for row in 0..<size {
                for column in 0..<size {
                    for inner in 0..<size {
                        let (low, high) = (min(inner, column), max(inner, column))
                        half[row * size + column] += inverse[row * size + inner] * meat[high, low]
                    }
                }
            }
            for row in 0..<size {
                for column in 0..<size {
                    for inner in 0..<size {
                        whole[row * size + column] += half[row * size + inner] * inverse[inner * size + column]
                    }
                }
            }
            return whole
        }
    }
}
