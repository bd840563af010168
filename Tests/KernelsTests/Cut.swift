import KernelTypes

/// What a neighbourhood kernel writes when it is given strips of `height` rows with their halo.
func cut(
    _ raster: Strip, height: Int, halo: Int, _ body: (_ input: Strip, _ output: Strip) -> Void
) -> [Float] {
    stride(from: 0, to: raster.rasterRows, by: height).flatMap { start in
        let rows = start..<min(start + height, raster.rasterRows)
        let reach = max(0, rows.lowerBound - halo)..<min(raster.rasterRows, rows.upperBound + halo)
        let output = Strip(columns: raster.columns, rows: rows, rasterRows: raster.rasterRows)
        body(raster.part(reach), output)
        return output.cells.values
    }
}

/// The valid cells of a window, clipped at the raster's edge; the centre is the first.
func window(_ raster: Strip, _ column: Int, _ row: Int, _ radius: Int, isCircle: Bool) -> [Double] {
    var cells: [Double] = []
    for y in max(0, row - radius)...min(raster.rasterRows - 1, row + radius) {
        for x in max(0, column - radius)...min(raster.columns - 1, column + radius) {
            let (dx, dy) = (x - column, y - row)
            guard !isCircle || dx * dx + dy * dy <= radius * radius, !raster[x, y].isNaN else { continue }
            if dx == 0 && dy == 0 {
                cells.insert(Double(raster[x, y]), at: 0)
            } else {
                cells.append(Double(raster[x, y]))
            }
        }
    }
    return cells
}
