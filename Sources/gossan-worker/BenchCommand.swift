import ArgumentParser
import FoundationEssentials
import Glibc
import Jobs
import KernelTypes
import Operations
import Survey
import Work

/// Times operations on things in memory.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Time an operation on layers in memory, beside the memory's own speed.",
        discussion: """
            Without --scene it makes its own layers from a seed. A scene is a file of JSON that names things in files \
            and the operations to do on them; with --paced each round waits for a line on standard input, so that \
            another program can take turns on the same bytes, and its result be compared.
            """)

    @Argument(help: "The operation on layers that are made.")
    var operation = "fuzzy-overlay"

    @Option(name: .customLong("set"), help: "KEY=VALUE; several times.")
    var settings: [String] = []

    @Option(help: "Columns and rows of each layer.")
    var size = 4096

    @Option(help: "How many layers.")
    var layers = 8

    @Option(help: "Rounds; the median counts.")
    var rounds = 5

    @Option(help: "Threads.")
    var threads = 1

    @Option(help: "A scene as JSON.")
    var scene: String?

    @Flag(help: "Wait for a line before each round; answer it with JSON. Results are written after the first.")
    var paced = false

    @Flag(help: "As JSON.")
    var json = false

    func run() throws {
        let begin = ContinuousClock().now
        let clock = {
            let passed = (ContinuousClock().now - begin).components
            return Double(passed.seconds) + Double(passed.attoseconds) * 1e-18
        }
        let processorClock = {
            var time = timespec()
            clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
        }
        let (work, cells) = try scene.map { (try BenchmarkScene(reading: $0), [:]) } ?? (madeScene(), madeLayers())
        let benchmark = try Benchmark(work, layers: cells, clock: clock, processorClock: processorClock)
        if paced { return try answerLines(benchmark) }
        let measured = try (0..<max(1, rounds)).map { _ in try benchmark.round() }
        try benchmark.writeResults()
        if json {
            print(String(decoding: try JSON.encode(measured), as: UTF8.self))
        } else {
            tell(measured.sorted { $0.seconds < $1.seconds }[measured.count / 2])
        }
    }

    private func answerLines(_ benchmark: Benchmark) throws {
        answer("{\"tier\":\"\(Benchmark.tier)\"}")
        var isFirst = true
        while readLine() != nil {
            let round = try benchmark.round()
            if isFirst { try benchmark.writeResults() }
            isFirst = false
            answer(String(decoding: try JSON.encode(round), as: UTF8.self))
        }
    }

    /// At once: the other side waits.
    private func answer(_ line: String) {
        print(line)
        fflush(nil)
    }

    private func tell(_ round: Benchmark.Round) {
        let cells = Double(size * size)
        if scene == nil {
            print(
                "\(operation) \(settings.joined(separator: " ")): \(layers) layers of \(size) x \(size), "
                    + "\(threads) threads, tier \(Benchmark.tier)")
            print("  \(rounded(cells / round.seconds / 1e6)) million cells a second (median of \(rounds))")
        }
        print(
            "  \(round.seconds) s; \(rounded(Double(round.bytes) / round.seconds / 1e9)) GB/s read and written, copying "
                + "reaches \(rounded(round.copyGigabytes)): \(rounded(round.bandwidthShare * 100)) % of the bandwidth")
    }

    private func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }

    private func madeScene() throws -> BenchmarkScene {
        let declared = try Worker.catalog.operation(operation)
        var parameters: [String: ParameterValue] = [:]
        for setting in settings {
            let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let parameter = declared.parameters.first(where: { $0.name == parts[0] }) else {
                throw ValidationError("'\(setting)' sets no parameter of \(declared.name)")
            }
            parameters[parts[0]] = try parameter.value(of: parts[1], for: declared.name)
        }
        let grid = AnalysisGrid(
            crs: "EPSG:32641", west: 0, north: Double(size) * 100, cellWidth: 100, cellHeight: 100, columns: size,
            rows: size)
        guard let input = declared.inputs.first else { throw ValidationError("\(declared.name) takes no layer") }
        return BenchmarkScene(
            grid: grid, threads: max(1, threads),
            steps: [
                .init(
                    operation: declared.name, parameters: parameters, inputs: [input.name: madeNames], outputs: [:])
            ])
    }

    private var madeNames: [String] { (0..<layers).map { "layer\($0)" } }

    /// Values in 0...1 from a fixed seed (SplitMix64, Steele, Lea and Flood 2014).
    private func madeLayers() -> [String: Cells] {
        var made: [String: Cells] = [:]
        for (layer, name) in madeNames.enumerated() {
            var state = UInt64(layer) &* 0x9e37_79b9_7f4a_7c15
            let cells = Cells(count: size * size)
            for index in 0..<cells.count {
                state &+= 0x9e37_79b9_7f4a_7c15
                var z = state
                z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
                z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
                cells[index] = Float((z ^ (z >> 31)) >> 40) * 0x1p-24
            }
            made[name] = cells
        }
        return made
    }
}
