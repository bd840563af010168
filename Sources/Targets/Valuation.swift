import KernelTypes
import Survey

/// Draws the deposits of one target and their worth.
struct Valuation {
    let model: GradeTonnageModel
    /// Dollars a tonne, in the order of the model's grades; 0 where the deck has no price.
    let prices: [Double]
    let draws: Int

    private struct Sums {
        var ore: [Double] = []
        var metal: [[Double]]
        var dollars: [Double] = []
        var dollarsOf: [Double]
    }

    /// Of a target with so many deposits on average, at least one with `chance`.
    ///
    /// Deposits come as a Poisson number, or one alone where `isSingle`. All draws have at least one deposit, so that rare
    /// ones are not lost among zeros; the chance is counted in afterwards.
    func value(deposits: Double, chance: Double, isSingle: Bool, random: RandomStream) -> TargetAssessment.Value {
        var random = random
        var sums = Sums(
            metal: Array(repeating: [], count: prices.count), dollarsOf: Array(repeating: 0, count: prices.count))
        for _ in 0..<draws {
            let count = isSingle ? 1 : Self.atLeastOne(deposits, &random)
            var ore = 0.0
            var metal = [Double](repeating: 0, count: prices.count)
            for _ in 0..<count {
                let deposit = model.draw(&random)
                ore += deposit.ore
                for index in metal.indices { metal[index] += deposit.metal[index] }
            }
            var dollars = 0.0
            for index in metal.indices {
                sums.metal[index].append(metal[index])
                sums.dollarsOf[index] += metal[index] * prices[index]
                dollars += metal[index] * prices[index]
            }
            sums.ore.append(ore)
            sums.dollars.append(dollars)
        }
        return value(sums, deposits: deposits, chance: chance)
    }

    private func value(_ sums: Sums, deposits: Double, chance: Double) -> TargetAssessment.Value {
        let whole = sums.dollarsOf.reduce(0, +)
        let metals = model.grades.indices.map { index in
            TargetAssessment.Value.Metal(
                commodity: model.grades[index].commodity, tonnes: Self.quantiles(sums.metal[index].sorted()),
                share: whole > 0 ? sums.dollarsOf[index] / whole : 0)
        }
        let dollars = sums.dollars.sorted()
        return TargetAssessment.Value(
            chance: chance, deposits: deposits, ore: Self.quantiles(sums.ore.sorted()), metals: metals,
            dollars: Self.quantiles(dollars), expected: chance * whole / Double(draws),
            curve: (0...20).map { Self.quantile(dollars, Double($0) / 20) })
    }

    /// A Poisson number that is not 0: the first arrival falls within the time, the others come after it.
    static func atLeastOne(_ mean: Double, _ random: inout RandomStream) -> Int {
        let first = -Elementary.log(1 - random.unit() * (1 - Elementary.exp(-mean)))
        return 1 + random.poisson(max(0, mean - first))
    }

    private static func quantiles(_ sorted: [Double]) -> TargetAssessment.Quantiles {
        .init(p90: quantile(sorted, 0.1), p50: quantile(sorted, 0.5), p10: quantile(sorted, 0.9))
    }

    /// Hyndman and Fan (1996), type 7.
    static func quantile(_ sorted: [Double], _ fraction: Double) -> Double {
        guard let last = sorted.last else { return .nan }
        let position = Double(sorted.count - 1) * fraction
        let below = Int(position)
        guard below + 1 < sorted.count else { return last }
        return sorted[below] + (sorted[below + 1] - sorted[below]) * (position - Double(below))
    }
}
