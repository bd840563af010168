import KernelTypes

/// Sums over the cells of two maps; merging parts in the order of their rows gives the same whatever did them.
struct MapChange: Sendable {
    private var cells = 0
    private var changed = 0
    private var gained = 0
    private var lost = 0
    private var lowest = Double.infinity
    private var highest = -Double.infinity
    private var sum = 0.0
    private var squares = 0.0
    private var before = (sum: 0.0, squares: 0.0)
    private var after = (sum: 0.0, squares: 0.0)
    private var products = 0.0

    init() {}

    /// Writes after - before; NaN where one has no value.
    init(from old: Cells, to new: Cells, least: Double, into output: Cells) {
        for index in 0..<output.count {
            let (a, b) = (Double(old[index]), Double(new[index]))
            output[index] = new[index] - old[index]
            if a.isNaN || b.isNaN {
                if !b.isNaN { gained += 1 }
                if !a.isNaN { lost += 1 }
                continue
            }
            let difference = b - a
            cells += 1
            if abs(difference) > least { changed += 1 }
            lowest = min(lowest, difference)
            highest = max(highest, difference)
            sum += difference
            squares += difference * difference
            before.sum += a
            before.squares += a * a
            after.sum += b
            after.squares += b * b
            products += a * b
        }
    }

    func merged(with next: MapChange) -> MapChange {
        var all = self
        all.cells += next.cells
        all.changed += next.changed
        all.gained += next.gained
        all.lost += next.lost
        all.lowest = min(lowest, next.lowest)
        all.highest = max(highest, next.highest)
        all.sum += next.sum
        all.squares += next.squares
        all.before.sum += next.before.sum
        all.before.squares += next.before.squares
        all.after.sum += next.after.sum
        all.after.squares += next.after.squares
        all.products += next.products
        return all
    }

    /// By name; those over no cell, or of maps that do not vary, are left out.
    var figures: [(name: String, value: Double)] {
        var figures: [(name: String, value: Double)] = [
            ("cells", Double(cells)), ("cells_gained", Double(gained)), ("cells_lost", Double(lost)),
        ]
        guard cells > 0 else { return figures }
        let count = Double(cells)
        figures += [
            ("mean", sum / count), ("root_mean_square", (squares / count).squareRoot()), ("lowest", lowest),
            ("highest", highest), ("changed_share", Double(changed) / count),
        ]
        let variances = (
            before.squares - before.sum * before.sum / count, after.squares - after.sum * after.sum / count
        )
        if variances.0 > 0 && variances.1 > 0 {
            let covariance = products - before.sum * after.sum / count
            figures.append(("correlation", covariance / (variances.0 * variances.1).squareRoot()))
        }
        return figures
    }
}
