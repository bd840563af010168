import Fourier
import Operations
import Survey
import Synchronization

extension FieldBlock {
    /// The mean power in rings of the spectrum, from the longest waves to the shortest; without the mean of the field.
    func rings(at bench: any Workbench) throws -> [SpectralRing] {
        let wavenumbers = Wavenumbers(grid, metres)
        let width = Wave.turn / max(Double(grid.columns) * metres.width, Double(grid.rows) * metres.height)
        let farthest = 0.5 * Wave.turn / max(metres.width, metres.height)
        let count = max(1, Int(farthest / width))
        let found = Mutex([Int: [SpectralRing]]())
        let grid = grid
        try bench.inParallel(grid.blocks) { block in
            var rings = Array(repeating: SpectralRing(), count: count)
            grid.look(block: block) { frequency, column in
                // A wave and its opposite are one number, but where two cells carry the wave.
                let isAlone = frequency == 0 || 2 * frequency == grid.columns
                let east = wavenumbers.east(frequency)
                for row in column.indices {
                    let k = Wave.length(east, wavenumbers.norths[row])
                    let ring = Int(k / width - 0.5)
                    guard k > 0.5 * width, ring < count else { continue }
                    let x = Double(column[row].x)
                    let y = Double(column[row].y)
                    let times = isAlone ? 1 : 2
                    rings[ring].wavenumber += Double(times) * k
                    rings[ring].waves += times
                    rings[ring].power += Double(times) * (x * x + y * y)
                }
            }
            let done = rings
            found.withLock { $0[block] = done }
        }
        var rings = Array(repeating: SpectralRing(), count: count)
        let parts = found.withLock { $0 }
        for block in 0..<grid.blocks {
            for (ring, part) in (parts[block] ?? []).enumerated() { rings[ring].add(part) }
        }
        for ring in rings.indices where rings[ring].waves > 0 {
            rings[ring].wavenumber /= Double(rings[ring].waves)
            rings[ring].power /= Double(rings[ring].waves)
        }
        return rings
    }
}

extension Field {
    /// All cells as one block, with room for the fields that are made of it.
    func whole(parts: Int, at bench: any Workbench, for operation: Operation) throws -> FieldBlock {
        try bench.require(
            bytes: FieldBlock.bytes(columns: grid.columns, rows: grid.rows, parts: parts), of: operation,
            for: "the spectrum")
        guard let block = try FieldBlock(grid.whole, of: source, metres: metres, at: bench) else {
            throw OperationError(
                code: .unfitInput, operation: operation.name, key: "in", reason: "the raster has no data",
                remedy: "give one with data")
        }
        return block
    }
}
