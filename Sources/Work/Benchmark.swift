import Jobs
package import KernelTypes
import Kernels
import Operations
import Survey

/// Runs the steps of a scene in memory, some rounds, each beside what the memory itself allows.
package final class Benchmark {
    /// One round of the measured steps.
    package struct Round: Sendable, Codable {
        package var seconds: Double
        /// The same by the processor's clock, for a machine that others use too.
        package var processorSeconds: Double
        /// Bytes of rasters and readings that have to be read and written.
        package var bytes: Int
        /// Gigabytes a second that plain copying reads and writes with as many threads, right after.
        package var copyGigabytes: Double
        /// What operations recorded, such as a threshold.
        package var figures: [String: Double]

        /// The rate at which the bytes passed, over that of copying.
        package var bandwidthShare: Double { Double(bytes) / seconds / 1e9 / copyGigabytes }
    }

    /// The instructions that the kernels were compiled for.
    package static var tier: String { Kernels.Tier.detected.rawValue }

    private let scene: BenchmarkScene
    private let clock: () -> Double
    private let processorClock: () -> Double
    private let pool = CellPool()
    private var things: [String: BenchmarkThing] = [:]
    private lazy var copying = CopyRate(threads: scene.threads, clock: clock)

    /// Reads the scene's files and does its preparing steps. The clocks give seconds from any start: by the wall, and of
    /// the processor in this process.
    package init(
        _ scene: BenchmarkScene, layers: [String: Cells] = [:], clock: @escaping () -> Double,
        processorClock: @escaping () -> Double
    ) throws {
        self.scene = scene
        self.clock = clock
        self.processorClock = processorClock
        for (name, path) in scene.files {
            things[name] = try BenchmarkThing(reading: path, on: scene.grid, named: name)
        }
        for (name, cells) in layers {
            things[name] = .raster(MemoryLayer(name: name, grid: scene.grid, cells: cells))
        }
        for step in scene.steps where step.isPreparation { _ = try perform(step) }
        pool.release()
    }

    /// Does the measured steps once, in order.
    package func round() throws -> Round {
        pool.recycle()
        let start = (clock(), processorClock())
        let done = try scene.steps.filter { !$0.isPreparation }.map(perform)
        let (seconds, processor) = (clock() - start.0, processorClock() - start.1)
        return Round(
            seconds: seconds, processorSeconds: processor, bytes: done.reduce(0) { $0 + $1.bytes },
            copyGigabytes: try copying.measured(),
            figures: done.reduce(into: [:]) { all, step in all.merge(step.figures) { $1 } })
    }

    /// Writes what the scene wants to be seen of the last round.
    package func writeResults() throws {
        for (name, path) in scene.results { try thing(name, for: "results").write(to: path) }
    }

    private func perform(_ step: BenchmarkScene.Step) throws -> (bytes: Int, figures: [String: Double]) {
        let inputs = try step.inputs.mapValues { names in
            try names.map { (name: $0, thing: try thing($0, for: step.operation)) }
        }
        let made: [String: BenchmarkThing]
        var figures: [String: Double] = [:]
        if step.operation == ReadingWork.runner.operation.name {
            made = ["out": .readings(try readings(inputs, step))]
        } else if let transform = Registry.transforms.first(where: { $0.declaration.name == step.operation }) {
            made = ["out": .raster(try run(transform, inputs, step))]
        } else if let procedure = Self.procedure(step.operation) {
            let declaration = procedure.declaration
            try declaration.checkInputs(inputs.mapValues(\.count))
            let settings = Settings(try declaration.resolve(step.parameters), of: declaration)
            let bench = MemoryWorkbench(
                grid: scene.grid, threads: scene.threads, memoryBytes: scene.memoryBytes, inputs: inputs, pool: pool)
            try procedure.init(settings).run(at: bench)
            made = bench.made
            figures = bench.figures
        } else {
            throw Self.unknown(step.operation)
        }
        for (output, name) in step.outputs {
            guard let thing = made[output] else { throw MemoryWorkbench.Absent(name: output) }
            things[name] = thing
        }
        let read = inputs.values.joined().reduce(0) { $0 + $1.thing.bytes }
        return (read + made.values.reduce(0) { $0 + $1.bytes }, figures)
    }

    private static func procedure(_ name: String) -> (any Procedure.Type)? {
        (Registry.procedures + [ScoreProbe.self]).first { $0.declaration.name == name }
    }

    private static func unknown(_ name: String) -> OperationError {
        let names = Registry.transforms.map { $0.declaration.name } + Registry.procedures.map { $0.declaration.name }
        return OperationError(
            code: .unknownOperation, operation: name, key: "", reason: "it is not done in memory",
            remedy: "name one of " + names.sorted().joined(separator: ", "))
    }

    private func thing(_ name: String, for user: String) throws(OperationError) -> BenchmarkThing {
        guard let thing = things[name] else {
            throw OperationError(
                code: .missingInput, operation: user, key: name, reason: "the scene has no '\(name)'",
                remedy: "give it a file or make it in an earlier step")
        }
        return thing
    }
}

extension Benchmark {
    private func run(
        _ type: any StripTransform.Type, _ inputs: [String: [(name: String, thing: BenchmarkThing)]],
        _ step: BenchmarkScene.Step
    ) throws -> MemoryLayer {
        let layers = try type.declaration.inputs.flatMap { inputs[$0.name, default: []] }.map { name, thing in
            guard case .raster(let layer) = thing else { throw MemoryWorkbench.Absent(name: name) }
            return layer.whole
        }
        let grid = scene.grid
        let output = MemoryLayer(name: "out", grid: grid, cells: pool.take(grid.cellCount))
        var transform: any StripTransform = try type.init(type.declaration.resolve(step.parameters), on: grid)
        let bands = grid.bands(ofAtMost: StripWork.height(of: grid, layers: layers.count, halo: transform.halo))
        try transform.learn { input, visit in for band in bands { visit(layers[input].part(band)) } }
        let learned = transform
        try StripWork.inParallel(bands, threads: scene.threads) { band in
            let reach = max(0, band.lowerBound - learned.halo)..<min(grid.rows, band.upperBound + learned.halo)
            learned.apply(to: layers.map { $0.part(reach) }, into: output.whole.part(band))
        }
        return output
    }

    /// Parses a dropped file as the worker does.
    private func readings(
        _ inputs: [String: [(name: String, thing: BenchmarkThing)]], _ step: BenchmarkScene.Step
    ) throws -> Readings {
        guard let (name, thing) = inputs["in"]?.first, case .file(let path) = thing else {
            throw MemoryWorkbench.Absent(name: "in")
        }
        let operation = ReadingWork.runner.operation
        let input = Job.Input(name: name, path: path)
        let job = Job(
            id: name, operation: operation.name, parameters: try operation.resolve(step.parameters),
            inputs: ["in": [input]], grid: scene.grid, output: "",
            limits: Job.Limits(memoryBytes: scene.memoryBytes, threads: scene.threads))
        return try ReadingIntake.read(input, Workplace(job: job, operation: operation))
    }
}
