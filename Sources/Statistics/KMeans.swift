import KernelTypes
package import Operations
import Survey

/// Classes of cells that are alike in all layers.
package struct KMeans: Procedure {
    package static let declaration = Operation(
        name: "k-means", summary: "Sorts the cells into classes around means, alike in all layers.",
        family: .statistics, inputs: [.layers],
        parameters: [
            Parameter("classes", .integer(from: 2, to: 1_000), default: 8, "how many classes"),
            Parameter("standardise", .flag, default: true, "whether each layer is brought to a deviation of 1 first"),
            Parameter("starts", .integer(from: 1, to: 1_000), default: 10, "starts on the sample; the best goes on"),
            Parameter(
                "sample", .integer(from: 100, to: 10_000_000), unit: "cells", default: 20_000,
                "cells on which the starts are tried, drawn without replacement"),
            Parameter("iterations", .integer(from: 1, to: 10_000), default: 300, "at most so many over all cells"),
            Parameter(
                "tolerance", .number(from: 0, to: 1), default: 0.0001,
                "ends when the centres' squared moves sum to less than this, in mean variances of the layers"),
            .seed,
        ],
        outputs: [.init("out", .raster), .init("table", .table)], memory: .twoPass,
        formula: """
            Σ |x - c|² made small: each cell belongs to the nearest centre (of equally near ones the first), each \
            centre is the mean of its cells, in turns until 'tolerance'; a centre without a cell stays. Starts are \
            drawn by k-means++ on a sample and run there; the one with the smallest sum goes on over all cells with a \
            finite value in every layer. Classes are numbered from 1 by falling count of cells. The table has each \
            class's cells and centre in the layers' units.
            """,
        source: "Lloyd (1982), IEEE Trans. Inf. Theory 28; k-means++: Arthur and Vassilvitskii (2007).")

    private let settings: Settings
    private let classes: Int

    package init(_ settings: Settings) throws(OperationError) {
        self.settings = settings
        classes = try settings.integer("classes")
    }

    package func run(at bench: any Workbench) throws {
        let stack = try LayerStack("in", at: bench, of: settings)
        let moments = try stack.crossMoments(at: bench, of: settings, least: classes)
        let isStandardised = try settings.flag("standardise")
        if isStandardised { try stack.requireSpread(moments, of: settings) }
        let standard = StandardLayers(moments, isStandardised: isStandardised)
        var centres = try start(stack, standard, bench)

        let variance = (0..<stack.count).reduce(0.0) { sum, layer in
            sum + moments.covariance(layer, layer) / (standard.scales[layer] * standard.scales[layer])
        }
        let tolerance = try settings.number("tolerance") * variance / Double(stack.count)
        let limit = try settings.integer("iterations")
        var sums = try pass(stack, standard, centres, bench)
        var iterations = 1
        while iterations < limit {
            let moved = Self.move(centres, sums)
            let shift = zip(centres.values, moved.values).reduce(0.0) { sum, pair in
                sum + Double(pair.0 - pair.1) * Double(pair.0 - pair.1)
            }
            centres = moved
            sums = try pass(stack, standard, centres, bench)
            iterations += 1
            if shift <= tolerance { break }
        }
        if iterations == limit { bench.note("k-means was ended after \(limit) iterations, before its centres rested.") }
        try write(stack, standard, centres, sums, bench)
        bench.record("cells", Double(moments.count))
        bench.record("iterations", Double(iterations))
        bench.record("inertia", sums.squares)
    }

    private func start(_ stack: LayerStack, _ standard: StandardLayers, _ bench: any Workbench) throws -> Centres {
        let seed = try settings.seed()
        let sample = try stack.sample(max(classes, try settings.integer("sample")), seed: seed, at: bench)
        let values = standard.values(of: sample)
        let starts = try settings.integer("starts")
        let results = OrderedMerge<[Lloyd?], Lloyd?>([]) { $0.append($1) }
        let (classes, layers) = (classes, stack.count)
        try bench.inParallel(starts) { index in
            var random = SeededNumbers(seed &+ 1, stream: index)
            let run = Lloyd(values, variables: layers, centres: classes, iterations: 300, random: &random)
            results.give([run], of: index)
        }
        var best: Lloyd?
        for run in results.result.compactMap(\.self) where run.squares < best?.squares ?? .infinity { best = run }
        guard let best else {
            throw settings.error(
                .unfitInput, "classes",
                "there are fewer than \(classes) different cells in a sample of \(sample.count)",
                "ask for fewer classes, or raise 'sample'")
        }
        return Centres(variables: layers, values: best.centres)
    }

    /// Sums over all cells, each in its nearest centre's.
    private func pass(
        _ stack: LayerStack, _ standard: StandardLayers, _ centres: Centres, _ bench: any Workbench
    ) throws -> CentreSums {
        let layers = stack.count
        return try stack.fold(
            at: bench, stage: "k-means", into: CentreSums(centres: centres.count, variables: layers),
            row: { row in
                var sums = CentreSums(centres: centres.count, variables: layers)
                centres.visit(row, standard) { _, planes, count, numbers, squares in
                    sums.add(planes, count: count, variables: layers, numbers: numbers, squares: squares)
                }
                return sums
            }, merge: { $0.merge($1) })
    }

    private static func move(_ centres: Centres, _ sums: CentreSums) -> Centres {
        var values = centres.values
        for centre in 0..<centres.count where sums.counts[centre] > 0 {
            for variable in 0..<centres.variables {
                let place = centre * centres.variables + variable
                values[place] = Float(sums.sums[place] / Double(sums.counts[centre]))
            }
        }
        return Centres(variables: centres.variables, values: values)
    }

    private func write(
        _ stack: LayerStack, _ standard: StandardLayers, _ centres: Centres, _ sums: CentreSums,
        _ bench: any Workbench
    ) throws {
        let order = sums.counts.indices.sorted { (-sums.counts[$0], $0) < (-sums.counts[$1], $1) }
        var classes = [Float](repeating: 0, count: order.count)
        for (rank, centre) in order.enumerated() { classes[centre] = Float(rank + 1) }
        let numbersOf = classes
        let out = try bench.raster("out", on: stack.grid, unit: "")
        try stack.map(at: bench, into: [out]) { row, results in
            centres.visit(row, standard) { start, _, count, numbers, _ in
                for index in 0..<count { results[0][start + index] = numbersOf[Int(numbers[index])] }
            }
        }
        let rows: [[Table.Value]] = order.enumerated().map { rank, centre in
            let values = centres.centre(centre).enumerated().map { layer, value in
                Table.Value.number(standard.original(Double(value), layer: layer))
            }
            return [.whole(rank + 1), .whole(sums.counts[centre])] + values
        }
        try bench.give(table: Table(columns: ["class", "cells"] + stack.names, rows: rows), to: "table")
    }
}
