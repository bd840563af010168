import ArgumentParser
import FoundationEssentials
import Jobs
import KernelTypes
import Operations
import Survey
import Work

/// Times one transform on layers in memory.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Time a strip transform on layers in memory, beside the memory's own speed.",
        discussion: """
            Without --layer it makes its own cells from a seed. With --layer it reads raw little-endian Float32 files of \
            the given size, so that another program can be measured on the same cells and its result compared with --out.
            """)

    @Argument(help: "The operation.")
    var operation = "fuzzy-overlay"

    @Option(name: .customLong("set"), help: "KEY=VALUE; several times.")
    var settings: [String] = []

    @Option(help: "Columns and rows of each layer.")
    var size = 4096

    @Option(help: "How many layers, where none is read.")
    var layers = 8

    @Option(name: .customLong("layer"), help: "A raw Float32 file; several times.")
    var files: [String] = []

    @Option(help: "Where to write the result's cells, raw.")
    var out: String?

    @Option(help: "Rounds; the median counts.")
    var rounds = 5

    @Option(help: "Threads.")
    var threads = 1

    @Flag(help: "As JSON.")
    var json = false

    func run() throws {
        let grid = AnalysisGrid(
            crs: "EPSG:32641", west: 0, north: Double(size) * 100, cellWidth: 100, cellHeight: 100, columns: size,
            rows: size)
        let operation = try Worker.catalog.operation(operation)
        var parameters: [String: ParameterValue] = [:]
        for setting in settings {
            let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let parameter = operation.parameters.first(where: { $0.name == parts[0] }) else {
                throw ValidationError("'\(setting)' sets no parameter of \(operation.name)")
            }
            parameters[parts[0]] = try parameter.value(of: parts[1], for: operation.name)
        }
        let benchmark = try TransformBenchmark(operation.name, parameters, threads: threads)
        let inputs = try files.isEmpty ? made() : files.map(read)
        let clock = ContinuousClock()
        let start = clock.now
        let (result, cells) = try benchmark.run(inputs, on: grid, rounds: max(1, rounds)) {
            let passed = (clock.now - start).components
            return Double(passed.seconds) + Double(passed.attoseconds) * 1e-18
        }
        if let out {
            let bytes = Data(bytes: cells.base, count: cells.count * 4)
            try bytes.write(to: URL(fileURLWithPath: out))
        }
        if json {
            print(String(decoding: try JSON.encode(result), as: UTF8.self))
        } else {
            print(
                "\(result.operation) \(settings.joined(separator: " ")): \(result.layers) layers of \(size) x \(size), "
                    + "\(result.threads) threads, tier \(result.tier)")
            print("  \(rounded(result.megacells)) million cells a second (median of \(rounds))")
            print(
                "  \(rounded(result.gigabytes)) GB/s read and written; copying reaches \(rounded(result.copyGigabytes)): "
                    + "\(rounded(result.bandwidthShare * 100)) % of the memory's bandwidth")
        }
    }

    private func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }

    /// Memberships in 0...1 from a fixed seed (SplitMix64, Steele, Lea and Flood 2014).
    private func made() -> [Strip] {
        (0..<layers).map { layer in
            var state = UInt64(layer) &* 0x9e37_79b9_7f4a_7c15
            let cells = Cells(count: size * size)
            for index in 0..<cells.count {
                state &+= 0x9e37_79b9_7f4a_7c15
                var z = state
                z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
                z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
                cells[index] = Float((z ^ (z >> 31)) >> 40) * 0x1p-24
            }
            return Strip(cells: cells, columns: size, rows: 0..<size, rasterRows: size)
        }
    }

    private func read(_ path: String) throws -> Strip {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        guard bytes.count == size * size * 4 else {
            throw ValidationError("\(path) has \(bytes.count) bytes and not those of \(size) x \(size) Float32")
        }
        let cells = Cells(count: size * size)
        bytes.withUnsafeBytes { source in
            UnsafeMutableRawPointer(cells.base).copyMemory(
                from: source.baseAddress ?? UnsafeRawPointer(cells.base), byteCount: bytes.count)
        }
        return Strip(cells: cells, columns: size, rows: 0..<size, rasterRows: size)
    }
}
