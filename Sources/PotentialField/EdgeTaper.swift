import KernelTypes

/// How a line of cells is drawn out to a padded one: the cell that each takes its value from, and a weight.
///
/// Outside, the outermost cell goes on and falls to 0, the plane, as a cosine.
struct EdgeTaper {
    let source: [Int]
    let weight: [Float]

    init(cells: Int, before: Int, padded: Int) {
        let after = padded - cells - before
        var source: [Int] = []
        var weight: [Float] = []
        for index in 0..<padded {
            let cell = index - before
            source.append(min(cells - 1, max(0, cell)))
            // Both sides meet where the line closes to a circle.
            let outside = cell < 0 ? Double(-cell) / Double(before + 1) : Double(cell - cells + 1) / Double(after + 1)
            let isInside = cell >= 0 && cell < cells
            weight.append(isInside ? 1 : Float(0.5 * (1 + Elementary.cos(3.141_592_653_589_793 * outside))))
        }
        self.source = source
        self.weight = weight
    }
}
